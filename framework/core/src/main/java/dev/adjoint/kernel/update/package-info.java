/** The update rules of optimisers. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.update;
