package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;

/**
 * Listed entries along one axis: {@code y[..., k, ...] = x[..., index[k], ...]}; an entry may be listed any number of
 * times. Gradient: {@link IndexAdd}, its adjoint. Source: PyTorch's {@code torch.index_select}.
 *
 * @param axis the axis, from 0
 * @param index which entries, one-dimensional
 */
public record IndexSelect(int axis, IntArray index) implements LinearMap {
    /**
     * Picks entries along an axis.
     *
     * @param x the input
     * @param axis the axis, from the end if negative
     * @param index which entries, one-dimensional
     * @return a tensor with one entry for each listed one
     * @throws ArgumentException if an index does not exist
     */
    public static Tensor indexSelect(Tensor x, int axis, IntArray index) {
        int at = AdjointException.during("index_select", () -> x.shape().axis(axis));
        if (index.shape().rank() != 1) {
            throw new ShapeException("index_select: expected a one-dimensional index, got shape " + index.shape());
        }
        return new IndexSelect(at, index).apply(x);
    }

    @Override
    public Forward forward(NDArray... in) {
        index.requireBelow(
                "index into axis " + axis + " of " + in[0].shape(),
                in[0].shape().dim(axis));
        return Forward.of(Indexed.select(in[0], axis, index));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new IndexAdd(axis, index, entry.inputShape(0).dim(axis)).apply(g));
    }
}
