/**
 * Loops over raw arrays, and matrix products. Not exported. Sources named {@code *F64} are written for double; their
 * {@code *F32} twins are generated from them by the build. Kernels trust their callers: shapes were checked before.
 */
package dev.adjoint.kernel;
