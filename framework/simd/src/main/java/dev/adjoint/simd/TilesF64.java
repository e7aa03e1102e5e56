package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of products, unrolled in source so that the JVM's compiler keeps every accumulator in a register.
 * It does so only for local variables that have one value at a time and are never passed on: a helper method for the
 * last lines, or a choice between two vectors there, halves the speed of the whole loop.
 *
 * <p>Tiles: {@code C[i, j] = sum over k of A[i, k] B[k, j]} for a few rows i and two vectors of columns j. The tile's
 * rows of A stand side by side for each k, {@code aStep} apart. Row k of B begins at {@code rows[k]}, the two vectors
 * of columns {@code first} and {@code second} behind it: so rows may overlap, as those of an image's patches do.
 */
final class TilesF64 {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final FirstCalls[] FIRST_CALLS = FirstCalls.ofTiles();

    private TilesF64() {}

    /** A tile of a height. */
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
        switch (FIRST_CALLS[height].includeNext() ? 0 : height) {
            case 0 ->
                ColdTilesF64.tile(
                        height,
                        a,
                        aFrom,
                        aStep,
                        b,
                        rows,
                        from,
                        to,
                        first,
                        second,
                        c,
                        cFirst,
                        cSecond,
                        stride,
                        accumulate);
            case 8 -> tile8(a, aFrom, aStep, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            case 6 -> tile6(a, aFrom, aStep, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            case 4 -> tile4(a, aFrom, aStep, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            case 2 -> tile2(a, aFrom, aStep, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            default -> tile1(a, aFrom, aStep, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
        }
    }

    /** 8 rows of C by two vectors of columns. */
    private static void tile8(
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
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, row + first);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, row + second);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[p]);
            x0 = a0.fma(bx, x0);
            y0 = a0.fma(by, y0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[p + 1]);
            x1 = a1.fma(bx, x1);
            y1 = a1.fma(by, y1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[p + 2]);
            x2 = a2.fma(bx, x2);
            y2 = a2.fma(by, y2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[p + 3]);
            x3 = a3.fma(bx, x3);
            y3 = a3.fma(by, y3);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[p + 4]);
            x4 = a4.fma(bx, x4);
            y4 = a4.fma(by, y4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[p + 5]);
            x5 = a5.fma(bx, x5);
            y5 = a5.fma(by, y5);
            DoubleVector a6 = DoubleVector.broadcast(SPECIES, a[p + 6]);
            x6 = a6.fma(bx, x6);
            y6 = a6.fma(by, y6);
            DoubleVector a7 = DoubleVector.broadcast(SPECIES, a[p + 7]);
            x7 = a7.fma(bx, x7);
            y7 = a7.fma(by, y7);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFirst)).intoArray(c, cFirst);
            y0.add(DoubleVector.fromArray(SPECIES, c, cSecond)).intoArray(c, cSecond);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFirst + stride)).intoArray(c, cFirst + stride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cSecond + stride)).intoArray(c, cSecond + stride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFirst + 2 * stride)).intoArray(c, cFirst + 2 * stride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cSecond + 2 * stride)).intoArray(c, cSecond + 2 * stride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFirst + 3 * stride)).intoArray(c, cFirst + 3 * stride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cSecond + 3 * stride)).intoArray(c, cSecond + 3 * stride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFirst + 4 * stride)).intoArray(c, cFirst + 4 * stride);
            y4.add(DoubleVector.fromArray(SPECIES, c, cSecond + 4 * stride)).intoArray(c, cSecond + 4 * stride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFirst + 5 * stride)).intoArray(c, cFirst + 5 * stride);
            y5.add(DoubleVector.fromArray(SPECIES, c, cSecond + 5 * stride)).intoArray(c, cSecond + 5 * stride);
            x6.add(DoubleVector.fromArray(SPECIES, c, cFirst + 6 * stride)).intoArray(c, cFirst + 6 * stride);
            y6.add(DoubleVector.fromArray(SPECIES, c, cSecond + 6 * stride)).intoArray(c, cSecond + 6 * stride);
            x7.add(DoubleVector.fromArray(SPECIES, c, cFirst + 7 * stride)).intoArray(c, cFirst + 7 * stride);
            y7.add(DoubleVector.fromArray(SPECIES, c, cSecond + 7 * stride)).intoArray(c, cSecond + 7 * stride);
        } else {
            x0.intoArray(c, cFirst);
            y0.intoArray(c, cSecond);
            x1.intoArray(c, cFirst + stride);
            y1.intoArray(c, cSecond + stride);
            x2.intoArray(c, cFirst + 2 * stride);
            y2.intoArray(c, cSecond + 2 * stride);
            x3.intoArray(c, cFirst + 3 * stride);
            y3.intoArray(c, cSecond + 3 * stride);
            x4.intoArray(c, cFirst + 4 * stride);
            y4.intoArray(c, cSecond + 4 * stride);
            x5.intoArray(c, cFirst + 5 * stride);
            y5.intoArray(c, cSecond + 5 * stride);
            x6.intoArray(c, cFirst + 6 * stride);
            y6.intoArray(c, cSecond + 6 * stride);
            x7.intoArray(c, cFirst + 7 * stride);
            y7.intoArray(c, cSecond + 7 * stride);
        }
    }

    /** 6 rows of C by two vectors of columns. */
    private static void tile6(
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
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, row + first);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, row + second);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[p]);
            x0 = a0.fma(bx, x0);
            y0 = a0.fma(by, y0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[p + 1]);
            x1 = a1.fma(bx, x1);
            y1 = a1.fma(by, y1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[p + 2]);
            x2 = a2.fma(bx, x2);
            y2 = a2.fma(by, y2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[p + 3]);
            x3 = a3.fma(bx, x3);
            y3 = a3.fma(by, y3);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, a[p + 4]);
            x4 = a4.fma(bx, x4);
            y4 = a4.fma(by, y4);
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, a[p + 5]);
            x5 = a5.fma(bx, x5);
            y5 = a5.fma(by, y5);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFirst)).intoArray(c, cFirst);
            y0.add(DoubleVector.fromArray(SPECIES, c, cSecond)).intoArray(c, cSecond);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFirst + stride)).intoArray(c, cFirst + stride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cSecond + stride)).intoArray(c, cSecond + stride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFirst + 2 * stride)).intoArray(c, cFirst + 2 * stride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cSecond + 2 * stride)).intoArray(c, cSecond + 2 * stride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFirst + 3 * stride)).intoArray(c, cFirst + 3 * stride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cSecond + 3 * stride)).intoArray(c, cSecond + 3 * stride);
            x4.add(DoubleVector.fromArray(SPECIES, c, cFirst + 4 * stride)).intoArray(c, cFirst + 4 * stride);
            y4.add(DoubleVector.fromArray(SPECIES, c, cSecond + 4 * stride)).intoArray(c, cSecond + 4 * stride);
            x5.add(DoubleVector.fromArray(SPECIES, c, cFirst + 5 * stride)).intoArray(c, cFirst + 5 * stride);
            y5.add(DoubleVector.fromArray(SPECIES, c, cSecond + 5 * stride)).intoArray(c, cSecond + 5 * stride);
        } else {
            x0.intoArray(c, cFirst);
            y0.intoArray(c, cSecond);
            x1.intoArray(c, cFirst + stride);
            y1.intoArray(c, cSecond + stride);
            x2.intoArray(c, cFirst + 2 * stride);
            y2.intoArray(c, cSecond + 2 * stride);
            x3.intoArray(c, cFirst + 3 * stride);
            y3.intoArray(c, cSecond + 3 * stride);
            x4.intoArray(c, cFirst + 4 * stride);
            y4.intoArray(c, cSecond + 4 * stride);
            x5.intoArray(c, cFirst + 5 * stride);
            y5.intoArray(c, cSecond + 5 * stride);
        }
    }

    /** 4 rows of C by two vectors of columns. */
    private static void tile4(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        DoubleVector x2 = DoubleVector.zero(SPECIES);
        DoubleVector y2 = DoubleVector.zero(SPECIES);
        DoubleVector x3 = DoubleVector.zero(SPECIES);
        DoubleVector y3 = DoubleVector.zero(SPECIES);
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, row + first);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, row + second);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[p]);
            x0 = a0.fma(bx, x0);
            y0 = a0.fma(by, y0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[p + 1]);
            x1 = a1.fma(bx, x1);
            y1 = a1.fma(by, y1);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[p + 2]);
            x2 = a2.fma(bx, x2);
            y2 = a2.fma(by, y2);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[p + 3]);
            x3 = a3.fma(bx, x3);
            y3 = a3.fma(by, y3);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFirst)).intoArray(c, cFirst);
            y0.add(DoubleVector.fromArray(SPECIES, c, cSecond)).intoArray(c, cSecond);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFirst + stride)).intoArray(c, cFirst + stride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cSecond + stride)).intoArray(c, cSecond + stride);
            x2.add(DoubleVector.fromArray(SPECIES, c, cFirst + 2 * stride)).intoArray(c, cFirst + 2 * stride);
            y2.add(DoubleVector.fromArray(SPECIES, c, cSecond + 2 * stride)).intoArray(c, cSecond + 2 * stride);
            x3.add(DoubleVector.fromArray(SPECIES, c, cFirst + 3 * stride)).intoArray(c, cFirst + 3 * stride);
            y3.add(DoubleVector.fromArray(SPECIES, c, cSecond + 3 * stride)).intoArray(c, cSecond + 3 * stride);
        } else {
            x0.intoArray(c, cFirst);
            y0.intoArray(c, cSecond);
            x1.intoArray(c, cFirst + stride);
            y1.intoArray(c, cSecond + stride);
            x2.intoArray(c, cFirst + 2 * stride);
            y2.intoArray(c, cSecond + 2 * stride);
            x3.intoArray(c, cFirst + 3 * stride);
            y3.intoArray(c, cSecond + 3 * stride);
        }
    }

    /** 2 rows of C by two vectors of columns. */
    private static void tile2(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = DoubleVector.zero(SPECIES);
        DoubleVector y1 = DoubleVector.zero(SPECIES);
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, row + first);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, row + second);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[p]);
            x0 = a0.fma(bx, x0);
            y0 = a0.fma(by, y0);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[p + 1]);
            x1 = a1.fma(bx, x1);
            y1 = a1.fma(by, y1);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFirst)).intoArray(c, cFirst);
            y0.add(DoubleVector.fromArray(SPECIES, c, cSecond)).intoArray(c, cSecond);
            x1.add(DoubleVector.fromArray(SPECIES, c, cFirst + stride)).intoArray(c, cFirst + stride);
            y1.add(DoubleVector.fromArray(SPECIES, c, cSecond + stride)).intoArray(c, cSecond + stride);
        } else {
            x0.intoArray(c, cFirst);
            y0.intoArray(c, cSecond);
            x1.intoArray(c, cFirst + stride);
            y1.intoArray(c, cSecond + stride);
        }
    }

    /** 1 rows of C by two vectors of columns. */
    private static void tile1(
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
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector y0 = DoubleVector.zero(SPECIES);
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector bx = DoubleVector.fromArray(SPECIES, b, row + first);
            DoubleVector by = DoubleVector.fromArray(SPECIES, b, row + second);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[p]);
            x0 = a0.fma(bx, x0);
            y0 = a0.fma(by, y0);
        }
        if (accumulate) {
            x0.add(DoubleVector.fromArray(SPECIES, c, cFirst)).intoArray(c, cFirst);
            y0.add(DoubleVector.fromArray(SPECIES, c, cSecond)).intoArray(c, cSecond);
        } else {
            x0.intoArray(c, cFirst);
            y0.intoArray(c, cSecond);
        }
    }
}
