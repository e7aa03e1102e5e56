package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Strided;

/**
 * Repeats along axes of size 1, and along new leading axes, to a larger shape: NumPy's broadcasting. Gradient:
 * {@link SumTo}, its adjoint. Source: PyTorch's {@code Tensor.expand}.
 *
 * @param shape the larger shape
 */
public record Expand(Shape shape) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        if (shape.equals(in[0].shape())) {
            return Forward.of(in[0]);
        }
        return Forward.of(Strided.read(in[0], 0, shape, in[0].shape().stridesIn(shape)));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> SumTo.reduce(g, entry.inputShape(0)));
    }
}
