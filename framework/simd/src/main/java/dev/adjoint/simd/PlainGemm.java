package dev.adjoint.simd;

import dev.adjoint.kernel.Gemm;
import dev.adjoint.kernel.GemmF32;
import dev.adjoint.kernel.GemmF64;

/**
 * Matrix products in plain Java, by loops that the JVM's compiler turns into vector instructions. Available everywhere:
 * the JVM needs no flag.
 */
public final class PlainGemm implements Gemm {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public PlainGemm() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public GemmF32 f32() {
        return PlainProductF32.INSTANCE;
    }

    @Override
    public GemmF64 f64() {
        return PlainProductF64.INSTANCE;
    }
}
