package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles as {@link TilesF64} has them, with the rows of A where they stand in memory: row i of the tile begins at
 * {@code rows[row + i] + shift}. Those of B lie a stride apart.
 */
final class RowTilesF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    private static final FirstCalls[] FIRST_CALLS = FirstCalls.ofTiles();

    private RowTilesF64() {}

    /** A tile of a height. */
    static void tile(
            int height,
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
        switch (FIRST_CALLS[height].includeNext() ? 0 : height) {
            case 0 ->
                ColdTilesF64.rowTile(
                        height, 2, a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 8 -> tile8(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 6 -> tile6(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 4 -> tile4(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 2 -> tile2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            default -> tile1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
        }
    }

    /** 8 rows of C by two vectors of columns. */
    private static void tile8(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector y2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector y3 = DoubleVector.zero(SPECIES);
        DoubleVector x4 = DoubleVector.zero(SPECIES);
        DoubleVector y4 = DoubleVector.zero(SPECIES);
        DoubleVector x5 = DoubleVector.zero(SPECIES);
        DoubleVector y5 = DoubleVector.zero(SPECIES);
        DoubleVector x6 = DoubleVector.zero(SPECIES);
        DoubleVector y6 = DoubleVector.zero(SPECIES);
        DoubleVector x7 = DoubleVector.zero(SPECIES);
        DoubleVector y7 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        int a2 = rows[row + 2] + shift;
        int a3 = rows[row + 3] + shift;
        int a4 = rows[row + 4] + shift;
        int a5 = rows[row + 5] + shift;
        int a6 = rows[row + 6] + shift;
        int a7 = rows[row + 7] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            y0 = v0.fma(by, y0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            y1 = v1.fma(by, y1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            y2 = v2.fma(by, y2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
            y3 = v3.fma(by, y3);
            DoubleVector v4 = DoubleVector.broadcast(SPECIES, a[a4 + k]);
            x4 = v4.fma(bx, x4);
            y4 = v4.fma(by, y4);
            DoubleVector v5 = DoubleVector.broadcast(SPECIES, a[a5 + k]);
            x5 = v5.fma(bx, x5);
            y5 = v5.fma(by, y5);
            DoubleVector v6 = DoubleVector.broadcast(SPECIES, a[a6 + k]);
            x6 = v6.fma(bx, x6);
            y6 = v6.fma(by, y6);
            DoubleVector v7 = DoubleVector.broadcast(SPECIES, a[a7 + k]);
            x7 = v7.fma(bx, x7);
            y7 = v7.fma(by, y7);
        }
        int cNext = cFrom + LANES;
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            y0.add(DoubleVector.fromArray(SPECIES, c, cNext)).intoArray(c, cNext);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cNext + cStride)).intoArray(c, cNext + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cNext + 2 * cStride)).intoArray(c, cNext + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cNext + 3 * cStride)).intoArray(c, cNext + 3 * cStride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFrom + 4 * cStride)).intoArray(c, cFrom + 4 * cStride);
            y4.add(DoubleVector.fromArray(SPECIES, c, cNext + 4 * cStride)).intoArray(c, cNext + 4 * cStride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFrom + 5 * cStride)).intoArray(c, cFrom + 5 * cStride);
            y5.add(DoubleVector.fromArray(SPECIES, c, cNext + 5 * cStride)).intoArray(c, cNext + 5 * cStride);
            x6.add(DoubleVector.fromArray(SPECIES, c, cFrom + 6 * cStride)).intoArray(c, cFrom + 6 * cStride);
            y6.add(DoubleVector.fromArray(SPECIES, c, cNext + 6 * cStride)).intoArray(c, cNext + 6 * cStride);
            x7.add(DoubleVector.fromArray(SPECIES, c, cFrom + 7 * cStride)).intoArray(c, cFrom + 7 * cStride);
            y7.add(DoubleVector.fromArray(SPECIES, c, cNext + 7 * cStride)).intoArray(c, cNext + 7 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            y0.intoArray(c, cNext);
            x1.intoArray(c, cFrom + cStride);
            y1.intoArray(c, cNext + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            y2.intoArray(c, cNext + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
            y3.intoArray(c, cNext + 3 * cStride);
            x4.intoArray(c, cFrom + 4 * cStride);
            y4.intoArray(c, cNext + 4 * cStride);
            x5.intoArray(c, cFrom + 5 * cStride);
            y5.intoArray(c, cNext + 5 * cStride);
            x6.intoArray(c, cFrom + 6 * cStride);
            y6.intoArray(c, cNext + 6 * cStride);
            x7.intoArray(c, cFrom + 7 * cStride);
            y7.intoArray(c, cNext + 7 * cStride);
        }
    }

    /** 6 rows of C by two vectors of columns. */
    private static void tile6(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector y2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector y3 = DoubleVector.zero(SPECIES);
        DoubleVector x4 = DoubleVector.zero(SPECIES);
        DoubleVector y4 = DoubleVector.zero(SPECIES);
        DoubleVector x5 = DoubleVector.zero(SPECIES);
        DoubleVector y5 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        int a2 = rows[row + 2] + shift;
        int a3 = rows[row + 3] + shift;
        int a4 = rows[row + 4] + shift;
        int a5 = rows[row + 5] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            y0 = v0.fma(by, y0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            y1 = v1.fma(by, y1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            y2 = v2.fma(by, y2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
            y3 = v3.fma(by, y3);
            DoubleVector v4 = DoubleVector.broadcast(SPECIES, a[a4 + k]);
            x4 = v4.fma(bx, x4);
            y4 = v4.fma(by, y4);
            DoubleVector v5 = DoubleVector.broadcast(SPECIES, a[a5 + k]);
            x5 = v5.fma(bx, x5);
            y5 = v5.fma(by, y5);
        }
        int cNext = cFrom + LANES;
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            y0.add(DoubleVector.fromArray(SPECIES, c, cNext)).intoArray(c, cNext);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cNext + cStride)).intoArray(c, cNext + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cNext + 2 * cStride)).intoArray(c, cNext + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cNext + 3 * cStride)).intoArray(c, cNext + 3 * cStride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFrom + 4 * cStride)).intoArray(c, cFrom + 4 * cStride);
            y4.add(DoubleVector.fromArray(SPECIES, c, cNext + 4 * cStride)).intoArray(c, cNext + 4 * cStride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFrom + 5 * cStride)).intoArray(c, cFrom + 5 * cStride);
            y5.add(DoubleVector.fromArray(SPECIES, c, cNext + 5 * cStride)).intoArray(c, cNext + 5 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            y0.intoArray(c, cNext);
            x1.intoArray(c, cFrom + cStride);
            y1.intoArray(c, cNext + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            y2.intoArray(c, cNext + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
            y3.intoArray(c, cNext + 3 * cStride);
            x4.intoArray(c, cFrom + 4 * cStride);
            y4.intoArray(c, cNext + 4 * cStride);
            x5.intoArray(c, cFrom + 5 * cStride);
            y5.intoArray(c, cNext + 5 * cStride);
        }
    }

    /** 4 rows of C by two vectors of columns. */
    private static void tile4(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector y2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector y3 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        int a2 = rows[row + 2] + shift;
        int a3 = rows[row + 3] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            y0 = v0.fma(by, y0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            y1 = v1.fma(by, y1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            y2 = v2.fma(by, y2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
            y3 = v3.fma(by, y3);
        }
        int cNext = cFrom + LANES;
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            y0.add(DoubleVector.fromArray(SPECIES, c, cNext)).intoArray(c, cNext);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cNext + cStride)).intoArray(c, cNext + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cNext + 2 * cStride)).intoArray(c, cNext + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cNext + 3 * cStride)).intoArray(c, cNext + 3 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            y0.intoArray(c, cNext);
            x1.intoArray(c, cFrom + cStride);
            y1.intoArray(c, cNext + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            y2.intoArray(c, cNext + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
            y3.intoArray(c, cNext + 3 * cStride);
        }
    }

    /** 2 rows of C by two vectors of columns. */
    private static void tile2(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            y0 = v0.fma(by, y0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            y1 = v1.fma(by, y1);
        }
        int cNext = cFrom + LANES;
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            y0.add(DoubleVector.fromArray(SPECIES, c, cNext)).intoArray(c, cNext);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cNext + cStride)).intoArray(c, cNext + cStride);
        } else {
            x0.intoArray(c, cFrom);
            y0.intoArray(c, cNext);
            x1.intoArray(c, cFrom + cStride);
            y1.intoArray(c, cNext + cStride);
        }
    }

    /** 1 rows of C by two vectors of columns. */
    private static void tile1(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, q + LANES);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            y0 = v0.fma(by, y0);
        }
        int cNext = cFrom + LANES;
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            y0.add(DoubleVector.fromArray(SPECIES, c, cNext)).intoArray(c, cNext);
        } else {
            x0.intoArray(c, cFrom);
            y0.intoArray(c, cNext);
        }
    }
}
