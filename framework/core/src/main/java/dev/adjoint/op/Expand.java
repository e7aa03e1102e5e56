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
    /**
     * Expands unless the shape is there already.
     *
     * @param x the input
     * @param shape a shape that {@code x} broadcasts to
     * @return a tensor of that shape
     */
    public static Tensor expand(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : new Expand(shape).apply(x);
    }

    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Strided.read(in[0], 0, shape, in[0].shape().stridesIn(shape)));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.sumTo(entry.inputShape(0)));
    }
}
