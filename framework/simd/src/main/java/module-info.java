/** Faster matrix products for Adjoint: on the Vector API, or in plain Java where the JVM has none. */
module dev.adjoint.simd {
    requires dev.adjoint;
    requires static jdk.incubator.vector;

    provides dev.adjoint.backend.Backend with
            dev.adjoint.simd.SimdBackend,
            dev.adjoint.simd.PlainBackend;
}
