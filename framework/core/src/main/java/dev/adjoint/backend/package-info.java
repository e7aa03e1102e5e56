/**
 * Who computes: the service {@link dev.adjoint.backend.Backend}, what its methods take, and the threads that its loops
 * may use. Sources named {@code *F64} are written for double; their {@code *F32} twins are generated from them by the
 * build. A backend may trust its callers: shapes were checked before.
 */
package dev.adjoint.backend;
