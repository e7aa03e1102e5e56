package dev.adjoint.simd;

import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.ProductsF64;
import java.util.Arrays;

/**
 * Products in plain Java, blocked for the caches: a block of rows of A, a panel of columns of B, both copied, and four
 * rows of C at a time, to which {@link PlainLoopsF64} adds. Each element of C is the sum over blocks of A's columns, in
 * order, of sums over the columns of a block, in order. Products of a few numbers are computed where they stand.
 */
final class PlainProductF64 implements ProductsF64 {
    static final PlainProductF64 INSTANCE = new PlainProductF64();

    /** Multiplications up to which copying operands costs more than it gains. */
    private static final long FEW = 512;

    /** Columns up to which the transposed product, whose columns are the other's rows, is faster. */
    private static final int NARROW = 32;

    /** Rows from which on copying the patches that they multiply takes little of the time. */
    private static final int PATCHED_ROWS = 16;

    private PlainProductF64() {}

    @Override
    public void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        if ((long) a.rows() * b.columns() * a.columns() <= FEW) {
            multiplyFew(dense(a), dense(b), c, offset, stride, accumulate);
        } else if (b.columns() <= NARROW
                && a.rows() > 2 * b.columns()
                && a instanceof DenseF64 left
                && b instanceof DenseF64 right) {
            PlainResultF64 result = PlainResultF64.transposed(c, offset, stride, a.rows(), accumulate);
            multiplyBlocks(transpose(right), transpose(left), result);
        } else {
            multiplyBlocks(a, b, PlainResultF64.matrix(c, offset, stride, b.columns(), accumulate));
        }
    }

    @Override
    public void multiply(MatrixF64 a, PatchesF64 b, PlanesF64 c) {
        if ((long) a.rows() * b.columns() * a.columns() <= FEW) {
            ProductsF64.super.multiply(a, b, c);
        } else {
            multiplyBlocks(a, b, PlainResultF64.of(c));
        }
    }

    @Override
    public boolean readsPatchesInPlace(int rows) {
        return rows >= PATCHED_ROWS;
    }

    private static void multiplyBlocks(MatrixF64 a, MatrixF64 b, PlainResultF64 result) {
        PlainPanelsF64 panels = PlainPanelsF64.get();
        for (int from = 0; from < a.columns(); ) {
            int depth = PlainPanelsF64.depth(a.columns() - from);
            PlainResultF64 target = from == 0 ? result : result.accumulating();
            for (int top = 0; top < a.rows(); top += PlainPanelsF64.HEIGHT) {
                int height = Math.min(PlainPanelsF64.HEIGHT, a.rows() - top);
                panels.packLeft(a, top, height, from, depth);
                for (int column = 0; column < b.columns(); ) {
                    int width = PlainLoopsF64.width(b.columns() - column);
                    int columns = Math.min(width, b.columns() - column);
                    panels.packRight(b, from, depth, column, columns, width);
                    panels.multiply(top, height, column, columns, width, target);
                    column += columns;
                }
            }
            from += depth;
        }
    }

    private static DenseF64 transpose(DenseF64 a) {
        return new DenseF64(a.data(), a.offset(), a.stride(), a.columns(), a.rows(), !a.transposed());
    }

    private static DenseF64 dense(MatrixF64 matrix) {
        if (matrix instanceof DenseF64 dense) {
            return dense;
        }
        double[] copy = new double[matrix.rows() * matrix.columns()];
        matrix.copy(0, 0, matrix.rows(), matrix.columns(), copy, 0, matrix.columns());
        return DenseF64.of(copy, 0, matrix.rows(), matrix.columns());
    }

    private static void multiplyFew(DenseF64 a, DenseF64 b, double[] c, int offset, int stride, boolean accumulate) {
        int rowA = a.transposed() ? 1 : a.stride();
        int columnA = a.transposed() ? a.stride() : 1;
        int rowB = b.transposed() ? 1 : b.stride();
        int columnB = b.transposed() ? b.stride() : 1;
        for (int r = 0; r < a.rows(); r++) {
            int to = offset + r * stride;
            int end = to + b.columns();
            if (!accumulate) {
                Arrays.fill(c, to, end, 0);
            }
            for (int k = 0; k < a.columns(); k++) {
                double factor = a.data()[a.offset() + r * rowA + k * columnA];
                double[] right = b.data();
                for (int t = to, s = b.offset() + k * rowB; t < end; t++, s += columnB) {
                    c[t] += factor * right[s];
                }
            }
        }
    }
}
