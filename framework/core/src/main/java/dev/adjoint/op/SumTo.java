package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.Reduce;

/**
 * Sums over the axes that broadcasting repeats: the adjoint of {@link Expand}, and its gradient the other way round.
 * Source: PyTorch's {@code Tensor.sum_to_size}.
 *
 * @param shape a shape that broadcasts to the input's
 */
public record SumTo(Shape shape) implements LinearMap {
    /**
     * Sums unless the shape is there already.
     *
     * @param x the input
     * @param shape a shape that broadcasts to that of {@code x}
     * @return a tensor of that shape
     */
    public static Tensor sumTo(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : new SumTo(shape).apply(x);
    }

    @Override
    public Forward forward(NDArray... in) {
        int[] strides = shape.stridesIn(in[0].shape());
        int[] repeated = java.util.stream.IntStream.range(0, strides.length)
                .filter(i -> strides[i] == 0)
                .toArray();
        return Forward.of(Reduce.sum(in[0], repeated).reshape(shape));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.expand(entry.inputShape(0)));
    }
}
