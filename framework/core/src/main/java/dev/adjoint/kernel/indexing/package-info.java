/** Reads and additions at listed or strided places. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.indexing;
