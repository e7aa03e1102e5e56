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
        if (a.transposed()) {
            multiplyColumns(offset);
        } else {
            multiplyRows(offset);
        }
    }

    /** The left operand's columns stand side by side, as those of a panel do. */
    private void multiplyColumns(int offset) {
        int[] rows = PanelsF64.rows(b.offset(), b.stride(), b.rows());
        PanelTilesF64 tiles = new PanelTilesF64(a.data(), b.data(), rows, 0, rows.length);
        tiles.result(c, stride, accumulate);
        for (int r = 0; r < a.rows(); ) {
            int height = TilesF64.height(a.rows() - r);
            for (int j = 0; j < b.columns(); j += WIDTH) {
                int to = offset + r * stride + j;
                tiles.columns(j, j + LANES);
                tiles.compute(height, a.offset() + r, a.stride(), to, to + LANES);
            }
            r += height;
        }
    }

    private void multiplyRows(int offset) {
        int[] rows = PanelsF64.rows(a.offset(), a.stride(), a.rows());
        RowTilesF64 tiles = new RowTilesF64(a.data(), rows, 0, b.data(), b.stride(), b.rows());
        tiles.result(c, stride, accumulate);
        for (int r = 0; r < a.rows(); ) {
            int height = TilesF64.height(a.rows() - r);
            for (int j = 0; j < b.columns(); j += WIDTH) {
                int to = offset + r * stride + j;
                if (j + WIDTH <= b.columns()) {
                    tiles.compute(height, r, b.offset() + j, to);
                } else {
                    tiles.computeNarrow(height, r, b.offset() + j, to);
                }
            }
            r += height;
        }
    }
}
