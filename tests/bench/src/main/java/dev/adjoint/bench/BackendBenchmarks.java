package dev.adjoint.bench;

import dev.adjoint.Engine;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Benchmarks of work that consists of matrix products, on each backend. */
public abstract class BackendBenchmarks extends Benchmarks {
    /** Who multiplies matrices. */
    @Param({"ejml", "plain", "simd"})
    public String backend;

    /** Makes the choice before anything is computed. */
    @Setup
    public void chooseBackend() {
        Engine.useBackend(backend);
    }

    /** Counts floating-point operations: so many a nanosecond are shown, which is GFLOP/s. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Work {
        /** Floating-point operations. */
        public long gflops;
    }
}
