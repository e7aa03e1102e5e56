/**
 * What every program uses: {@link dev.adjoint.Tensor}s and {@link dev.adjoint.Parameter}s to compute with, the
 * {@link dev.adjoint.Tape} that records and walks back, shapes, element types, the options of convolutions and
 * poolings, checks of gradients, and the errors of Adjoint.
 */
package dev.adjoint;
