/** Small programs to run, to read and to start from. */
package dev.adjoint.examples;
