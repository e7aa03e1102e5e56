/** Pooling. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.pooling;
