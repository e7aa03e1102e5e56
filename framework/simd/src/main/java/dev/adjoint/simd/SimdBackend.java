package dev.adjoint.simd;

import dev.adjoint.backend.Backend;
import dev.adjoint.backend.ServicesF32;
import dev.adjoint.backend.ServicesF64;
import java.util.Optional;

/**
 * Matrix products on the Vector API, in pure Java. Available where the JVM was started with {@code --add-modules
 * jdk.incubator.vector} and has a vector unit of at least 128 bits.
 */
public final class SimdBackend implements Backend {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public SimdBackend() {}

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public int priority() {
        return 20;
    }

    @Override
    public Optional<String> need() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.of("a JVM started with --add-modules jdk.incubator.vector");
        }
        return TilesF32.LANES < 4 ? Optional.of("vector instructions of at least 128 bits") : Optional.empty();
    }

    @Override
    public int vectorBits() {
        return TilesF32.SPECIES.vectorBitSize();
    }

    /** Measured with vectors of 16 numbers; products become faster with longer ones, transforms do not. */
    @Override
    public double transformCost() {
        return 1.5 * TilesF32.LANES;
    }

    @Override
    public ServicesF32 f32() {
        return VectorServicesF32.INSTANCE;
    }

    @Override
    public ServicesF64 f64() {
        return VectorServicesF64.INSTANCE;
    }
}
