package dev.adjoint.simd;

import dev.adjoint.backend.DenseF64;

/**
 * Products with a small row-major right operand, without packing: both operands are read where they stand. Packing pays
 * only where more columns share it.
 */
final class RowProductF64 {
    private static final int LANES = TilesF64.LANES;
    private static final int WIDTH = 2 * LANES;

    /** Columns of the result up to which it pays. */
    private static final int FEW_COLUMNS = 6 * LANES;

    /** Elements of the right operand that stay in the first cache. */
    private static final int SMALL = 1 << 13;

    private final DenseF64 a;
    private final DenseF64 b;
    private final double[] c;
    private final int stride;
    private final boolean accumulate;

    /** The product {@code C = A B}, or {@code C += A B}, where the rows of C lie {@code stride} apart. */
    RowProductF64(DenseF64 a, DenseF64 b, double[] c, int stride, boolean accumulate) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.stride = stride;
        this.accumulate = accumulate;
    }

    /** Whether it is the faster way. */
    static boolean pays(DenseF64 a, DenseF64 b) {
        return !b.transposed()
                && b.columns() <= FEW_COLUMNS
                && b.columns() % (a.transposed() ? WIDTH : LANES) == 0
                && b.rows() * b.stride() <= SMALL;
    }

    /** Computes it; C begins at an offset. */
    void multiply(int offset) {
        int[] rows = a.transposed()
                ? PanelsF64.rows(b.offset(), b.stride(), b.rows())
                : PanelsF64.rows(a.offset(), a.stride(), a.rows());
        for (int r = 0; r < a.rows(); ) {
            int height = PanelsF64.height(a.rows() - r);
            for (int j = 0; j < b.columns(); j += WIDTH) {
                int to = offset + r * stride + j;
                if (a.transposed()) {
                    columnTile(height, a.offset() + r, rows, j, to);
                } else {
                    rowTile(height, rows, r, j, to);
                }
            }
            r += height;
        }
    }

    private void columnTile(int height, int from, int[] rows, int j, int to) {
        double[] x = a.data();
        double[] y = b.data();
        int step = a.stride();
        int next = j + LANES;
        int last = rows.length;
        TilesF64.tile(height, x, from, step, y, rows, 0, last, j, next, c, to, to + LANES, stride, accumulate);
    }

    private void rowTile(int height, int[] rows, int r, int j, int to) {
        double[] x = a.data();
        double[] y = b.data();
        int from = b.offset() + j;
        if (j + WIDTH <= b.columns()) {
            RowTilesF64.tile(height, x, rows, r, 0, y, from, b.stride(), b.rows(), c, to, stride, accumulate);
        } else {
            NarrowTilesF64.tile(height, x, rows, r, 0, y, from, b.stride(), b.rows(), c, to, stride, accumulate);
        }
    }
}
