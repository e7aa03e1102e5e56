package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;

/**
 * Elements picked along an axis, for each position its own. Made of {@link Take}, whose gradient is {@link Put}.
 * Source: PyTorch's {@code torch.gather}.
 */
public final class Gather {
    private Gather() {}

    /**
     * Picks one element for each entry of an index: {@code y[i, j, k] = x[i, index[i, j, k], k]} for axis 1 of three.
     * Gradient: each entry of g is added where its element was picked. Source: PyTorch's {@code torch.gather}.
     *
     * @param x the input
     * @param axis the axis the index runs along, from the end if negative
     * @param index of the input's rank; along the axis it may have any size, along others at most the input's
     * @return the picked elements, of the index's shape
     * @throws ShapeException if the index has another rank or is larger than the input along another axis
     * @throws ArgumentException if an index does not exist
     */
    public static Tensor gather(Tensor x, int axis, IntArray index) {
        if (x.rank() == 0 && index.shape().rank() == 0) {
            return gather(x.reshape(1), axis, index.reshape(Shape.of(1))).reshape();
        }
        int at = AdjointException.during("gather", () -> x.shape().axis(axis));
        Shape picked = index.shape();
        boolean fits = picked.rank() == x.rank();
        for (int i = 0; fits && i < x.rank(); i++) {
            fits = i == at || picked.dim(i) <= x.dim(i);
        }
        if (!fits) {
            throw new ShapeException("gather: expected an index no larger than the input " + x.shape()
                    + " along each axis but " + at + ", got " + picked);
        }
        index.requireBelow("gather: index into axis " + at + " of " + x.shape(), x.dim(at));
        int[] strides = x.shape().strides();
        int[] places = new int[picked.size()];
        int[] position = new int[picked.rank()];
        for (int j = 0; j < places.length; j++) {
            int place = index.at(j) * strides[at];
            for (int i = 0; i < position.length; i++) {
                place += i == at ? 0 : position[i] * strides[i];
            }
            places[j] = place;
            for (int i = position.length - 1; i >= 0 && ++position[i] == picked.dim(i); i--) {
                position[i] = 0;
            }
        }
        return new Take(IntArray.wrap(picked, places)).apply(x);
    }
}
