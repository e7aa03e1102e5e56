package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.product.Products;

/**
 * Products of two batches of matrices {@code y = A B}, where A and B may each be read transposed (index
 * {@code bmk,bkn->bmn}). Gradients: g B' for A and A' g for B, transposed where the operand is. Shapes: {@code [b, m,
 * k]} and {@code [b, k, n]} to {@code [b, m, n]}; a batch of one serves all. Source: PyTorch's {@code torch.matmul}.
 *
 * @param transposeA whether A is stored as {@code [b, k, m]}
 * @param transposeB whether B is stored as {@code [b, n, k]}
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
    /**
     * The matrix product over the last two axes, by NumPy's rules: leading axes are broadcast; a one-dimensional left
     * operand is a row, a one-dimensional right operand a column, and the axis so added is removed from the result.
     *
     * @param a {@code [..., m, k]} or {@code [k]}
     * @param b {@code [..., k, n]} or {@code [k]}
     * @return {@code [..., m, n]}
     * @throws ShapeException if an operand is a scalar or the inner sizes differ
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new ShapeException(
                    "matmul: expected operands of at least one axis, got " + a.shape() + " and " + b.shape());
        }
        if (a.rank() == 1) {
            return matmul(a.unsqueeze(0), b).squeeze(b.rank() == 1 ? 0 : -2);
        }
        if (b.rank() == 1) {
            return matmul(a, b.unsqueeze(1)).squeeze(-1);
        }
        if (a.dim(-1) != b.dim(-2)) {
            throw new ShapeException(
                    "matmul: expected the last axis of the left operand to be as long as the last but one of the right, got "
                            + a.shape() + " and " + b.shape());
        }
        Shape batchA = leading(a);
        Shape batchB = leading(b);
        Shape batch = batchA.broadcast(batchB);
        Tensor product;
        if (batchB.size() == 1 && b.rank() <= a.rank()) {
            int rows = a.shape().size(0, a.rank() - 1);
            product = new MatMul(false, false).apply(a.reshape(1, rows, a.dim(-1)), b.reshape(1, b.dim(-2), b.dim(-1)));
        } else {
            product = new MatMul(false, false).apply(batched(a, batchA, batch), batched(b, batchB, batch));
        }
        int[] dims = java.util.Arrays.copyOf(batch.dims(), batch.rank() + 2);
        dims[batch.rank()] = a.dim(-2);
        dims[batch.rank() + 1] = b.dim(-1);
        return product.reshape(Shape.of(dims));
    }

    private static Shape leading(Tensor x) {
        return Shape.of(java.util.Arrays.copyOf(x.shape().dims(), x.rank() - 2));
    }

    private static Tensor batched(Tensor x, Shape own, Shape batch) {
        int rows = x.dim(-2);
        int columns = x.dim(-1);
        if (own.size() == 1) {
            return x.reshape(1, rows, columns);
        }
        int[] dims = java.util.Arrays.copyOf(batch.dims(), batch.rank() + 2);
        dims[batch.rank()] = rows;
        dims[batch.rank() + 1] = columns;
        return x.expand(Shape.of(dims)).reshape(Shape.of(batch.size(), rows, columns));
    }

    @Override
    public Forward forward(NDArray... in) {
        Shape a = in[0].shape();
        Shape b = in[1].shape();
        if (a.rank() != 3
                || b.rank() != 3
                || a.dim(transposeA ? 1 : 2) != b.dim(transposeB ? 2 : 1)
                || a.dim(0) != b.dim(0) && a.dim(0) != 1 && b.dim(0) != 1) {
            throw new ShapeException("expected two batches of matrices that can be multiplied, got "
                    + (transposeA ? "transposed " : "") + a + " and " + (transposeB ? "transposed " : "") + b);
        }
        return Forward.of(Products.multiply(in[0], transposeA, in[1], transposeB));
    }

    @Override
    public long multiplyAdds(Entry entry) {
        return (long) entry.outputShape().size() * entry.inputShape(0).dim(transposeA ? 1 : 2);
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                () -> {
                    Tensor b = entry.input(1);
                    Tensor da = transposeA
                            ? new MatMul(transposeB, true).apply(b, g)
                            : new MatMul(false, !transposeB).apply(g, b);
                    return SumTo.reduce(da, entry.inputShape(0));
                },
                () -> {
                    Tensor a = entry.input(0);
                    Tensor db = transposeB
                            ? new MatMul(true, transposeA).apply(g, a)
                            : new MatMul(!transposeA, false).apply(a, g);
                    return SumTo.reduce(db, entry.inputShape(1));
                });
    }
}
