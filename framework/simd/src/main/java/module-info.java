/** Faster matrix products for Adjoint: on the Vector API, or in plain Java where the JVM has none. */
module dev.adjoint.simd {
    requires dev.adjoint;
    requires static jdk.incubator.vector;

    provides dev.adjoint.kernel.Gemm with
            dev.adjoint.simd.SimdGemm,
            dev.adjoint.simd.PlainGemm;
}
