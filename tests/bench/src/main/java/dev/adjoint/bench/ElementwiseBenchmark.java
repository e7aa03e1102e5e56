package dev.adjoint.bench;

import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Functions of each element of an array, and their gradients. Matrices play no part in it: add {@code -p backend=ejml}.
 * See {@link Benchmarks} for how to run it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ElementwiseBenchmark extends Benchmarks {
    /** The functions. */
    public enum Function {
        /** {@code a + b}. */
        ADD(Tensor::add),
        /** {@code a b}. */
        MUL(Tensor::mul),
        /** {@code a / b}. */
        DIV(Tensor::div),
        /** {@code max(a, 0)}. */
        RELU(Tensor::relu),
        /** The exponential function. */
        EXP(Tensor::exp),
        /** The hyperbolic tangent. */
        TANH(Tensor::tanh),
        /** {@code 1 / (1 + exp(-a))}. */
        SIGMOID(Tensor::sigmoid),
        /** The activation with the normal distribution. */
        GELU(Tensor::gelu);

        private final BinaryOperator<Tensor> of;

        Function(BinaryOperator<Tensor> of) {
            this.of = of;
        }

        Function(UnaryOperator<Tensor> of) {
            this((a, b) -> of.apply(a));
        }
    }

    /** What is computed. */
    @Param
    public Function function;

    /** How many elements. */
    @Param({"1000", "1000000"})
    public int size;

    private Parameter a;
    private Parameter b;
    private Tensor seed;

    /** Creates the operands. */
    @Setup
    public void prepare() {
        a = new Parameter("a", Numbers.array(1, 4, size));
        b = new Parameter("b", Numbers.array(2, 4, size));
        seed = new Tensor(Numbers.array(3, 1, size));
    }

    /** The function alone. */
    @Benchmark
    public Tensor forward() {
        return function.of.apply(a, b);
    }

    /** The function and its gradients. */
    @Benchmark
    public void forwardAndBackward() {
        a.zeroGrad();
        b.zeroGrad();
        try (Tape tape = Tape.record()) {
            tape.from(function.of.apply(a, b)).seed(seed).backward();
        }
    }
}
