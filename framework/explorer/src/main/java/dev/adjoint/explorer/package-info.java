/** Turns a recorded tape into a web page that shows, with the tape's own numbers, how its gradients arise. */
package dev.adjoint.explorer;
