package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;

/**
 * Adds elements to zeros at listed places of the row-major order: {@code y[places[j]] += x[j]}. The adjoint of
 * {@link Take}, and its gradient the other way round. Source: PyTorch's {@code Tensor.put_} with {@code accumulate}.
 *
 * @param places flat places in the result, of the input's shape
 * @param shape the shape of the result
 */
public record Put(IntArray places, Shape shape) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        if (in[0].size() != places.shape().size()) {
            throw new ShapeException(
                    "expected an element for each of " + places.shape().size() + " places, got " + in[0].shape());
        }
        places.requireBelow("place in " + shape, shape.size());
        return Forward.of(Indexed.scatter(in[0], places, shape));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Take(places).apply(g));
    }
}
