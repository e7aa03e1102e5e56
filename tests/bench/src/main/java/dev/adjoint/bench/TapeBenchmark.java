package dev.adjoint.bench;

import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What an entry of a tape costs: the time of one addition of a few numbers in a chain of them. See {@link Benchmarks}
 * for how to run it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TapeBenchmark extends Benchmarks {
    private static final int LINKS = 100;

    /** How many elements. */
    @Param({"1", "16"})
    public int size;

    private Parameter a;
    private Tensor seed;

    /** Creates the operands. */
    @Setup
    public void prepare() {
        a = new Parameter("a", Numbers.array(1, 1, size));
        seed = new Tensor(Numbers.array(2, 1, size));
    }

    private Tensor chain() {
        Tensor sum = a;
        for (int i = 0; i < LINKS; i++) {
            sum = sum.add(a);
        }
        return sum;
    }

    /** Without a tape. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public Tensor unrecorded() {
        return chain();
    }

    /** Recorded. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public int recorded() {
        try (Tape tape = Tape.record()) {
            chain();
            return tape.entries().size();
        }
    }

    /** Recorded, and walked back. */
    @Benchmark
    @OperationsPerInvocation(LINKS)
    public void recordedAndBackward() {
        a.zeroGrad();
        try (Tape tape = Tape.record()) {
            tape.from(chain()).seed(seed).backward();
        }
    }
}
