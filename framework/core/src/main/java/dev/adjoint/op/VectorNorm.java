package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.Tensor;

/**
 * The norms of vectors, made of differentiable operations. Where a norm is 0 its gradient is 0. Source: PyTorch's
 * {@code torch.linalg.vector_norm}.
 */
public final class VectorNorm {
    private VectorNorm() {}

    /**
     * {@code (sum |x|^order)^(1/order)}; the largest or smallest {@code |x|} for an infinite order, the number of
     * elements that are not 0 for order 0.
     *
     * @param x the input
     * @param order any number but NaN
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes
     * @return the norms
     * @throws ArgumentException if the order is NaN
     */
    public static Tensor norm(Tensor x, double order, boolean keepDims, int... axes) {
        if (Double.isNaN(order)) {
            throw new ArgumentException("norm: expected a number as order, got NaN");
        }
        if (order == 0) {
            Tensor zero = Tensor.scalar(x.dtype(), 0);
            Tensor one = Tensor.scalar(x.dtype(), 1);
            return Reductions.sum(Where.where(Compare.equal(x, 0), zero, one), keepDims, axes);
        }
        if (Double.isInfinite(order)) {
            return order > 0 ? Reductions.max(x.abs(), keepDims, axes) : Reductions.min(x.abs(), keepDims, axes);
        }
        if (order == 1) {
            return Reductions.sum(x.abs(), keepDims, axes);
        }
        Tensor sum = Reductions.sum(order == 2 ? x.square() : x.abs().pow(order), keepDims, axes);
        BoolArray zero = Compare.equal(sum, 0);
        Tensor positive = Where.where(zero, Tensor.scalar(x.dtype(), 1), sum);
        Tensor root = order == 2 ? positive.sqrt() : positive.pow(1 / order);
        return Where.where(zero, Tensor.scalar(x.dtype(), 0), root);
    }
}
