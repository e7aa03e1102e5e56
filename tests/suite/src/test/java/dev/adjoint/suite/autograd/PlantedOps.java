package dev.adjoint.suite.autograd;

import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Embed;
import dev.adjoint.op.Relu;
import dev.adjoint.op.Slice;
import java.util.List;
import java.util.function.BiFunction;

/** Operations with right values and wrong gradients, with mistakes that authors of operations make. */
public final class PlantedOps {
    private PlantedOps() {}

    /** An operation of one input that computes the same as another, with a given gradient. */
    public record Planted(Op value, BiFunction<Entry, Tensor, Tensor> gradient) implements Op {
        @Override
        public Forward forward(NDArray... in) {
            return value.forward(in);
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> gradient.apply(entry, g));
        }
    }

    /** {@code y = x^2}. */
    public record Square() implements Op {
        @Override
        public Forward forward(NDArray... in) {
            double[] y = in[0].toDoubleArray();
            for (int i = 0; i < y.length; i++) {
                y[i] *= y[i];
            }
            return Forward.of(NDArray.wrap(in[0].shape(), y));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> g.mul(entry.input(0)).mul(2));
        }
    }

    /** {@code y = x W} for square matrices, with the gradient {@code g W} instead of {@code g W'}. */
    public record TransposedIndex(Tensor w) implements Op {
        @Override
        public Forward forward(NDArray... in) {
            int n = w.dim(0);
            double[] y = new double[n * n];
            for (int r = 0; r < n; r++) {
                for (int c = 0; c < n; c++) {
                    for (int k = 0; k < n; k++) {
                        y[r * n + c] += in[0].get(r, k) * w.value().get(k, c);
                    }
                }
            }
            return Forward.of(NDArray.wrap(Shape.of(n, n), y));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> g.matmul(w));
        }
    }

    public static Planted wrongFactor() {
        return new Planted(new Square(), (entry, g) -> g.mul(entry.input(0)).mul(3));
    }

    public static Planted wrongBy(double factor) {
        return new Planted(new Square(), (entry, g) -> g.mul(entry.input(0)).mul(2 * factor));
    }

    public static Planted wrongSign() {
        return new Planted(
                new dev.adjoint.op.Cos(), (entry, g) -> g.mul(entry.input(0).sin()));
    }

    /** The gradient of a softmax is {@code y (g - sum(g y))}. */
    public static Planted droppedTerm() {
        return new Planted(new dev.adjoint.op.Softmax(1), (entry, g) -> g.mul(entry.output()));
    }

    /** Every second entry is taken; the gradient puts them back side by side. */
    public static Planted wrongStride() {
        Slice everySecond = new Slice(List.of(0), List.of(2), Shape.of(3));
        return new Planted(everySecond, (entry, g) -> new Embed(List.of(0), List.of(1), entry.inputShape(0)).apply(g));
    }

    public static Planted wrongForOneElement(int which) {
        return new Planted(new Square(), (entry, g) -> {
            NDArray factors = NDArray.full(DType.FLOAT64, g.shape(), 2);
            factors.doubles()[which] = 2.0001;
            return g.mul(entry.input(0)).mul(new Tensor(factors));
        });
    }

    /** The first-order gradient is right, but its dependence on x is lost. */
    public static Planted constantGradient() {
        return new Planted(
                new Square(), (entry, g) -> g.mul(entry.input(0).mul(2).detach()));
    }

    /** The first-order gradient is right, but its dependence on the gradient from above is lost. */
    public static Planted detachedUpstream() {
        return new Planted(
                new Square(), (entry, g) -> g.detach().mul(entry.input(0)).mul(2));
    }

    /** A rectifier that passes on ten times the gradient, also at 0. */
    public static Planted wrongRelu() {
        return new Planted(new Relu(), (entry, g) -> g.mul(10));
    }
}
