/** Matrix products for Adjoint on the Vector API. */
module dev.adjoint.simd {
    requires dev.adjoint;
    requires static jdk.incubator.vector;

    provides dev.adjoint.kernel.Gemm with
            dev.adjoint.simd.SimdGemm;
}
