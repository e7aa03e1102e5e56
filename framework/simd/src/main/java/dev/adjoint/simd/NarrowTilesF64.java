package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles as {@link RowTilesF64} has them, one vector wide. */
final class NarrowTilesF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;

    private static final FirstCalls[] FIRST_CALLS = FirstCalls.ofTiles();

    private NarrowTilesF64() {}

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
                        height, 1, a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 8 -> tile8(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 6 -> tile6(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 4 -> tile4(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            case 2 -> tile2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
            default -> tile1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, cStride, accumulate);
        }
    }

    /** 8 rows of C by one vector of columns. */
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
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector x4 = DoubleVector.zero(SPECIES);
        DoubleVector x5 = DoubleVector.zero(SPECIES);
        DoubleVector x6 = DoubleVector.zero(SPECIES);
        DoubleVector x7 = DoubleVector.zero(SPECIES);
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
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
            DoubleVector v4 = DoubleVector.broadcast(SPECIES, a[a4 + k]);
            x4 = v4.fma(bx, x4);
            DoubleVector v5 = DoubleVector.broadcast(SPECIES, a[a5 + k]);
            x5 = v5.fma(bx, x5);
            DoubleVector v6 = DoubleVector.broadcast(SPECIES, a[a6 + k]);
            x6 = v6.fma(bx, x6);
            DoubleVector v7 = DoubleVector.broadcast(SPECIES, a[a7 + k]);
            x7 = v7.fma(bx, x7);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFrom + 4 * cStride)).intoArray(c, cFrom + 4 * cStride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFrom + 5 * cStride)).intoArray(c, cFrom + 5 * cStride);
            x6.add(DoubleVector.fromArray(SPECIES, c, cFrom + 6 * cStride)).intoArray(c, cFrom + 6 * cStride);
            x7.add(DoubleVector.fromArray(SPECIES, c, cFrom + 7 * cStride)).intoArray(c, cFrom + 7 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            x1.intoArray(c, cFrom + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
            x4.intoArray(c, cFrom + 4 * cStride);
            x5.intoArray(c, cFrom + 5 * cStride);
            x6.intoArray(c, cFrom + 6 * cStride);
            x7.intoArray(c, cFrom + 7 * cStride);
        }
    }

    /** 6 rows of C by one vector of columns. */
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
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector x4 = DoubleVector.zero(SPECIES);
        DoubleVector x5 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        int a2 = rows[row + 2] + shift;
        int a3 = rows[row + 3] + shift;
        int a4 = rows[row + 4] + shift;
        int a5 = rows[row + 5] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
            DoubleVector v4 = DoubleVector.broadcast(SPECIES, a[a4 + k]);
            x4 = v4.fma(bx, x4);
            DoubleVector v5 = DoubleVector.broadcast(SPECIES, a[a5 + k]);
            x5 = v5.fma(bx, x5);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFrom + 4 * cStride)).intoArray(c, cFrom + 4 * cStride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFrom + 5 * cStride)).intoArray(c, cFrom + 5 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            x1.intoArray(c, cFrom + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
            x4.intoArray(c, cFrom + 4 * cStride);
            x5.intoArray(c, cFrom + 5 * cStride);
        }
    }

    /** 4 rows of C by one vector of columns. */
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
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        int a2 = rows[row + 2] + shift;
        int a3 = rows[row + 3] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
            DoubleVector v2 = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            x2 = v2.fma(bx, x2);
            DoubleVector v3 = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            x3 = v3.fma(bx, x3);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cStride)).intoArray(c, cFrom + 2 * cStride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cStride)).intoArray(c, cFrom + 3 * cStride);
        } else {
            x0.intoArray(c, cFrom);
            x1.intoArray(c, cFrom + cStride);
            x2.intoArray(c, cFrom + 2 * cStride);
            x3.intoArray(c, cFrom + 3 * cStride);
        }
    }

    /** 2 rows of C by one vector of columns. */
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
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        int a0 = rows[row] + shift;
        int a1 = rows[row + 1] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
            DoubleVector v1 = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            x1 = v1.fma(bx, x1);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFrom + cStride)).intoArray(c, cFrom + cStride);
        } else {
            x0.intoArray(c, cFrom);
            x1.intoArray(c, cFrom + cStride);
        }
    }

    /** 1 rows of C by one vector of columns. */
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
        int a0 = rows[row] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, q);
            DoubleVector v0 = DoubleVector.broadcast(SPECIES, a[a0 + k]);
            x0 = v0.fma(bx, x0);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFrom)).intoArray(c, cFrom);
        } else {
            x0.intoArray(c, cFrom);
        }
    }
}
