/** Turns a recorded tape into one web page that shows, with the tape's own numbers, how its gradients came about. */
package dev.adjoint.explorer;
