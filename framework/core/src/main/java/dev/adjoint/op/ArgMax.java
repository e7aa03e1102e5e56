package dev.adjoint.op;

import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.Extremes;

/**
 * Where the largest or smallest element stands along an axis. Of equal elements the first counts, and NaN counts as
 * beyond all numbers. The results are positions, which have no gradient. Source: PyTorch's {@code torch.argmax}, with
 * the choice among equal ones fixed.
 */
public final class ArgMax {
    private ArgMax() {}

    /**
     * The positions of the largest elements.
     *
     * @param x the input
     * @param axis the axis to search along, from the end if negative
     * @return positions along the axis, in the input's shape without it
     * @throws ShapeException if the axis is empty
     */
    public static IntArray argmax(Tensor x, int axis) {
        return positions("argmax", x, axis, true);
    }

    /**
     * The positions of the smallest elements.
     *
     * @param x the input
     * @param axis the axis to search along, from the end if negative
     * @return positions along the axis, in the input's shape without it
     * @throws ShapeException if the axis is empty
     */
    public static IntArray argmin(Tensor x, int axis) {
        return positions("argmin", x, axis, false);
    }

    private static IntArray positions(String name, Tensor x, int axis, boolean largest) {
        Shape shape = x.shape().atLeast1d();
        int at = shape.axis(axis);
        if (shape.dim(at) == 0) {
            throw new ShapeException(name + ": expected at least one element along axis " + at + ", got " + x.shape());
        }
        return Extremes.positions(x.value().reshape(shape), at, largest);
    }
}
