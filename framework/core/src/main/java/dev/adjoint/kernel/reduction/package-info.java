/** Sums, norms and statistics over axes. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.reduction;
