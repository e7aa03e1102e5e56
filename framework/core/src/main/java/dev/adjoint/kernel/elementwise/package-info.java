/** Functions of one or two numbers, applied to whole arrays. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.elementwise;
