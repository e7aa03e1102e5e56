package dev.adjoint.op;

import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;

/**
 * Reductions over any axes, given in any order and counted from the end if negative; none stands for all. With
 * {@code keepDims} a reduced axis stays with size 1. All are made of differentiable operations. Definitions: PyTorch's
 * functions of the same names.
 */
public final class Reductions {
    private Reductions() {}

    /**
     * The sum.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to sum over
     * @return the sums
     */
    public static Tensor sum(Tensor x, boolean keepDims, int... axes) {
        int[] over = x.shape().axes(axes);
        Tensor kept = x.sumTo(x.shape().reduced(over, true));
        return keepDims ? kept : kept.reshape(x.shape().reduced(over, false));
    }

    /**
     * The mean {@code sum / n}. The mean of no elements is NaN.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to average over
     * @return the means
     */
    public static Tensor mean(Tensor x, boolean keepDims, int... axes) {
        return sum(x, keepDims, axes).div(count(x, axes));
    }

    /**
     * The variance {@code sum (x - mean)^2 / (n - correction)}.
     *
     * @param x the input
     * @param correction what is subtracted from the number of elements in the divisor: 1 for the unbiased variance, 0
     *     for the biased one
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes
     * @return the variances
     */
    public static Tensor var(Tensor x, double correction, boolean keepDims, int... axes) {
        Tensor centred = x.sub(mean(x, true, axes));
        return sum(centred.square(), keepDims, axes).div(Math.max(0, count(x, axes) - correction));
    }

    /** The number of elements that are reduced to one. */
    private static int count(Tensor x, int... axes) {
        Shape shape = x.shape();
        int n = 1;
        for (int axis : shape.axes(axes)) {
            n *= shape.dim(axis);
        }
        return n;
    }
}
