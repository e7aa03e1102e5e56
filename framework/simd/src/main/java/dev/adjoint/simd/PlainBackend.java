package dev.adjoint.simd;

import dev.adjoint.backend.Backend;
import dev.adjoint.backend.ServicesF32;
import dev.adjoint.backend.ServicesF64;

/**
 * Matrix products in plain Java, by loops that the JVM's compiler turns into vector instructions. Available everywhere:
 * the JVM needs no flag.
 */
public final class PlainBackend implements Backend {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public PlainBackend() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public ServicesF32 f32() {
        return () -> PlainProductF32.INSTANCE;
    }

    @Override
    public ServicesF64 f64() {
        return () -> PlainProductF64.INSTANCE;
    }
}
