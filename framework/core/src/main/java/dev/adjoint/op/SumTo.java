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
    /** Sums a gradient over what was repeated; the gradient itself if nothing was. */
    static Tensor reduce(Tensor gradient, Shape shape) {
        return gradient.shape().equals(shape) ? gradient : new SumTo(shape).apply(gradient);
    }

    @Override
    public Forward forward(NDArray... in) {
        if (shape.equals(in[0].shape())) {
            return Forward.of(in[0]);
        }
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
