/**
 * The arithmetic of sliding windows, for convolution and pooling alike: sizes, padding, which cells a window covers.
 */
package dev.adjoint.window;
