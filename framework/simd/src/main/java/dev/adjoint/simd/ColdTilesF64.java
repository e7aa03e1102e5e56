package dev.adjoint.simd;

import java.util.Arrays;

/**
 * The tiles of {@link TilesF64}, {@link RowTilesF64} and {@link NarrowTilesF64} by plain loops, for {@link FirstCalls}:
 * sums of the same products in the same order, each fused with its addition, so not a bit differs.
 */
final class ColdTilesF64 {
    private static final int LANES = TilesF64.LANES;

    private ColdTilesF64() {}

    /** A tile as those of {@link TilesF64}. */
    static void tile(
            int height,
            double[] a,
            int aFrom,
            int aStep,
            double[] b,
            int[] rows,
            int from,
            int to,
            int first,
            int second,
            double[] c,
            int cFirst,
            int cSecond,
            int stride,
            boolean accumulate) {
        double[] sums = new double[LANES];
        for (int i = 0; i < height; i++) {
            addUp(a, aFrom + i, aStep, b, rows, from, to, first, sums);
            store(sums, c, cFirst + i * stride, accumulate);
            addUp(a, aFrom + i, aStep, b, rows, from, to, second, sums);
            store(sums, c, cSecond + i * stride, accumulate);
        }
    }

    /** A tile as those of {@link RowTilesF64}, or of {@link NarrowTilesF64}, one vector wide. */
    static void rowTile(
            int height,
            int vectors,
            double[] a,
            int[] rows,
            int row,
            int shift,
            double[] b,
            int bFrom,
            int bStride,
            int depth,
            double[] c,
            int cFrom,
            int cStride,
            boolean accumulate) {
        int[] lines = PanelsF64.rows(bFrom, bStride, depth);
        double[] sums = new double[LANES];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < vectors * LANES; j += LANES) {
                addUp(a, rows[row + i] + shift, 1, b, lines, 0, depth, j, sums);
                store(sums, c, cFrom + i * cStride + j, accumulate);
            }
        }
    }

    private static void addUp(
            double[] a, int aFrom, int aStep, double[] b, int[] rows, int from, int to, int column, double[] sums) {
        Arrays.fill(sums, 0);
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int at = rows[k] + column;
            for (int j = 0; j < LANES; j++) {
                sums[j] = Math.fma(a[p], b[at + j], sums[j]);
            }
        }
    }

    private static void store(double[] sums, double[] c, int at, boolean accumulate) {
        for (int j = 0; j < LANES; j++) {
            c[at + j] = accumulate ? sums[j] + c[at + j] : sums[j];
        }
    }
}
