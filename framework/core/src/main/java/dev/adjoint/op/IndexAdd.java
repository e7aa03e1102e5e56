package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;

/**
 * Adds entries to zeros at listed places along one axis: {@code y[..., index[k], ...] += x[..., k, ...]}. The adjoint
 * of {@link IndexSelect}, and its gradient the other way round. Source: PyTorch's {@code Tensor.index_add}.
 *
 * @param axis the axis, from 0
 * @param index where each entry goes, one-dimensional
 * @param n the number of entries of the result along the axis
 */
public record IndexAdd(int axis, IntArray index, int n) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        if (in[0].shape().dim(axis) != index.shape().size()) {
            throw new ShapeException("expected an entry along axis " + axis + " for each of "
                    + index.shape().size() + " indices, got " + in[0].shape());
        }
        index.requireBelow("index into axis " + axis, n);
        return Forward.of(Indexed.add(in[0], axis, index, n));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new IndexSelect(axis, index).apply(g));
    }
}
