/**
 * The ways of computing a convolution, and the rules that choose among them. Not exported; callers have checked shapes.
 */
package dev.adjoint.kernel.convolution;
