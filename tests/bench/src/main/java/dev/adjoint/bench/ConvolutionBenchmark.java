package dev.adjoint.bench;

import dev.adjoint.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The three products of a convolution. See {@link Benchmarks} for how to run it. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConvolutionBenchmark extends BackendBenchmarks {
    /** One of {@link Convolutions#ALL}. */
    @Param({
        "c1_28_6_k5",
        "c16_28_32_k3",
        "c64_56_64_k3",
        "c128_28_128_k3s2",
        "dw64_56_k3",
        "dil32_32_32_k3d2",
        "tr64_14_32_k4s2"
    })
    public String shape;

    private Convolutions convolution;
    private Tensor x;
    private Tensor w;
    private Tensor dy;
    private long flop;

    /** Creates the operands. */
    @Setup
    public void prepare() {
        convolution = Convolutions.ALL.stream()
                .filter(one -> one.name().equals(shape))
                .findFirst()
                .orElseThrow();
        x = new Tensor(convolution.input());
        w = new Tensor(convolution.weight());
        Tensor y = convolution.forward(x, w);
        dy = new Tensor(Numbers.array(2002, 1, y.shape().dims()));
        flop = Math.round(convolution.gflop(y.shape()) * 1e9);
    }

    /** The convolution itself. */
    @Benchmark
    public Tensor forward(Work work) {
        work.gflops += flop;
        return convolution.forward(x, w);
    }

    /** The gradient of its input. */
    @Benchmark
    public Tensor inputGradient(Work work) {
        work.gflops += flop;
        return convolution.inputGradient(x, w, dy);
    }

    /** The gradient of its filters. */
    @Benchmark
    public Tensor filterGradient(Work work) {
        work.gflops += flop;
        return convolution.filterGradient(x, w, dy);
    }
}
