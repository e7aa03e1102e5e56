package dev.adjoint.kernel;

/** Matrix products by the definition, for tests to compare with. */
final class NaiveGemm implements Gemm {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public GemmF32 f32() {
        return NaiveProductF32::multiply;
    }

    @Override
    public GemmF64 f64() {
        return NaiveProductF64::multiply;
    }
}
