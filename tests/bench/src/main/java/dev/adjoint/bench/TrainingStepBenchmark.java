package dev.adjoint.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Whole training steps of {@link Networks}. See {@link Benchmarks} for how to run it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingStepBenchmark extends BackendBenchmarks {
    /** A network with its batch. */
    public enum Network {
        /** LeNet-5 on 64 images of 28x28. */
        LENET(Networks::lenet),
        /** Four convolutions with batch norm on 32 images of 3x32x32. */
        CNN(Networks::cnn32),
        /** Three linear layers on 128 samples. */
        MLP(Networks::mlp);

        private final Supplier<Networks> create;

        Network(Supplier<Networks> create) {
            this.create = create;
        }
    }

    /** What is trained. */
    @Param
    public Network network;

    private Networks trained;

    /** Creates the network. */
    @Setup
    public void prepare() {
        trained = network.create.get();
    }

    /** Forward, backward and the optimiser's step. */
    @Benchmark
    public double step() {
        return trained.step();
    }
}
