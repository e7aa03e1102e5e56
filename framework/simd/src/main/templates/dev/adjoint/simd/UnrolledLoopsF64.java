package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of products and correlations. They are unrolled so that the JVM's compiler keeps every accumulator
 * in a register. It does so only for local variables that have one value at a time and are never passed on: a helper
 * method for the last lines, or a choice between two vectors there, halves the speed of the whole loop. What a loop needs
 * comes in parameters: loops that read an object are sometimes compiled to slower ones.
 */
final class UnrolledLoopsF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    private UnrolledLoopsF64() {}

    // unrolled: $i < $m, $j < $n for $m x $n = 8 x 2, 6 x 2, 4 x 2, 2 x 2, 1 x 2
    // C[i, j] = sum over k of a[p + i] b[rows[k] + column_j], where p grows with k: see PanelTilesF64
    static void panel$m(
            double[] a, int aFrom, int aStep, double[] b, int[] rows, int from, int to, int column0, int column1,
            double[] c, int c0, int c1, int stride, boolean accumulate) {
        DoubleVector s$i$j = DoubleVector.zero(SPECIES);
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int row = rows[k];
            DoubleVector b$j = DoubleVector.fromArray(SPECIES, b, row + column$j);
            DoubleVector a$i = DoubleVector.broadcast(SPECIES, a[p + $i]);
            s$i$j = a$i.fma(b$j, s$i$j);
        }
        if (accumulate) {
            s$i$j.add(DoubleVector.fromArray(SPECIES, c, c$j + $i * stride)).intoArray(c, c$j + $i * stride);
        } else {
            s$i$j.intoArray(c, c$j + $i * stride);
        }
    }

    // unrolled: $i < $m, $j < $n for $m x $n = 8 x 2, 6 x 2, 4 x 2, 2 x 2, 1 x 2, 8 x 1, 6 x 1, 4 x 1, 2 x 1, 1 x 1
    // C[i, j] = sum over k of a[rows[row + i] + shift + k] b[q + j LANES], where q grows with k: see RowTilesF64
    static void rows$mx$n(
            double[] a, int[] rows, int row, int shift, double[] b, int bFrom, int bStride, int depth,
            double[] c, int cFrom, int stride, boolean accumulate) {
        DoubleVector s$i$j = DoubleVector.zero(SPECIES);
        int a$i = rows[row + $i] + shift;
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            DoubleVector b$j = DoubleVector.fromArray(SPECIES, b, q + $j * LANES);
            DoubleVector v$i = DoubleVector.broadcast(SPECIES, a[a$i + k]);
            s$i$j = v$i.fma(b$j, s$i$j);
        }
        int c$j = cFrom + $j * LANES;
        if (accumulate) {
            s$i$j.add(DoubleVector.fromArray(SPECIES, c, c$j + $i * stride)).intoArray(c, c$j + $i * stride);
        } else {
            s$i$j.intoArray(c, c$j + $i * stride);
        }
    }

    // unrolled: $i < $m, $j < $n for $m x $n = 3 x 4, 1 x 4, 1 x 1
    // sums[i, j] += sum over k of g[k + i apart] x[k + taps[tap + j] + shift], lane by lane: see CorrelationsF64
    static void correlate$mx$n(
            double[] x, int shift, int[] taps, int tap, double[] g, int from, int end, int apart,
            double[] sums, int to, int row) {
        int t$j = taps[tap + $j] + shift;
        DoubleVector s$i$j = DoubleVector.zero(SPECIES);
        for (int k = from; k + LANES <= end; k += LANES) {
            DoubleVector x$j = DoubleVector.fromArray(SPECIES, x, k + t$j);
            DoubleVector g$i = DoubleVector.fromArray(SPECIES, g, k + $i * apart);
            s$i$j = g$i.fma(x$j, s$i$j);
        }
        int to$i = to + $i * row;
        s$i$j.add(DoubleVector.fromArray(SPECIES, sums, to$i + $j * LANES)).intoArray(sums, to$i + $j * LANES);
    }

}
