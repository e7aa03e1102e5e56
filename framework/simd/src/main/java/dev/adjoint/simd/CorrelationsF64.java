package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Correlations of lines, a vector of neighbouring elements at a time. */
final class CorrelationsF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    /** Filters and taps of {@link #addBlock}. */
    static final int FILTERS = 3;

    static final int TAPS = 4;

    private static final FirstCalls FIRST_BLOCKS = new FirstCalls();

    private CorrelationsF64() {}

    /** Writes a line {@code y[i] = sum over t of w[t] x[i + taps[t]]} of at least a vector; some elements twice. */
    static void line(double[] x, int from, int[] taps, double[] w, int filter, double[] y, int to, int length) {
        for (int next = 0; next < length; next += 2 * LANES) {
            int i = Math.min(next, length - LANES);
            int j = Math.min(next + LANES, length - LANES);
            DoubleVector s0 = DoubleVector.zero(SPECIES);
            DoubleVector s1 = DoubleVector.zero(SPECIES);
            for (int t = 0; t < taps.length; t++) {
                DoubleVector weight = DoubleVector.broadcast(SPECIES, w[filter + t]);
                s0 = weight.fma(DoubleVector.fromArray(SPECIES, x, from + i + taps[t]), s0);
                s1 = weight.fma(DoubleVector.fromArray(SPECIES, x, from + j + taps[t]), s1);
            }
            s0.intoArray(y, to + i);
            s1.intoArray(y, to + j);
        }
    }

    /**
     * Adds {@code g[i + f apart] x[i + shift + taps[t]]}, lane by lane, to the sums of three filters f, {@code row}
     * apart, and four taps from {@code tap} on: for whole vectors of the elements {@code from <= i < end} of the first
     * filter's line.
     */
    static void addBlock(
            double[] x,
            int shift,
            int[] taps,
            int tap,
            double[] g,
            int from,
            int end,
            int apart,
            double[] sums,
            int to,
            int row) {
        if (FIRST_BLOCKS.includeNext()) {
            addBlockPlainly(x, shift, taps, tap, g, from, end, apart, sums, to, row);
        } else {
            addBlockOnVectors(x, shift, taps, tap, g, from, end, apart, sums, to, row);
        }
    }

    static void addBlockPlainly(
            double[] x,
            int shift,
            int[] taps,
            int tap,
            double[] g,
            int from,
            int end,
            int apart,
            double[] sums,
            int to,
            int row) {
        for (int f = 0; f < FILTERS; f++) {
            int line = f * apart;
            for (int t = 0; t < TAPS; t++) {
                addPlainly(x, taps[tap + t] + shift - line, g, from + line, end + line, sums, to + f * row + t * LANES);
            }
        }
    }

    /** What {@link #addOne} does, by plain loops with the same results. */
    private static void addPlainly(double[] x, int tap, double[] g, int from, int end, double[] sums, int to) {
        double[] lanes = new double[LANES];
        for (int i = from; i + LANES <= end; i += LANES) {
            for (int j = 0; j < LANES; j++) {
                lanes[j] = Math.fma(g[i + j], x[i + j + tap], lanes[j]);
            }
        }
        for (int j = 0; j < LANES; j++) {
            sums[to + j] += lanes[j];
        }
    }

    static void addBlockOnVectors(
            double[] x,
            int shift,
            int[] taps,
            int tap,
            double[] g,
            int from,
            int end,
            int apart,
            double[] sums,
            int to,
            int row) {
        int t0 = taps[tap] + shift;
        int t1 = taps[tap + 1] + shift;
        int t2 = taps[tap + 2] + shift;
        int t3 = taps[tap + 3] + shift;
        DoubleVector s00 = DoubleVector.zero(SPECIES);
        DoubleVector s01 = DoubleVector.zero(SPECIES);
        DoubleVector s02 = DoubleVector.zero(SPECIES);
        DoubleVector s03 = DoubleVector.zero(SPECIES);
        DoubleVector s10 = DoubleVector.zero(SPECIES);
        DoubleVector s11 = DoubleVector.zero(SPECIES);
        DoubleVector s12 = DoubleVector.zero(SPECIES);
        DoubleVector s13 = DoubleVector.zero(SPECIES);
        DoubleVector s20 = DoubleVector.zero(SPECIES);
        DoubleVector s21 = DoubleVector.zero(SPECIES);
        DoubleVector s22 = DoubleVector.zero(SPECIES);
        DoubleVector s23 = DoubleVector.zero(SPECIES);
        for (int i = from; i + LANES <= end; i += LANES) {
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, i + t0);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, i + t1);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, i + t2);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, i + t3);
            DoubleVector g0 = DoubleVector.fromArray(SPECIES, g, i);
            s00 = g0.fma(x0, s00);
            s01 = g0.fma(x1, s01);
            s02 = g0.fma(x2, s02);
            s03 = g0.fma(x3, s03);
            DoubleVector g1 = DoubleVector.fromArray(SPECIES, g, i + apart);
            s10 = g1.fma(x0, s10);
            s11 = g1.fma(x1, s11);
            s12 = g1.fma(x2, s12);
            s13 = g1.fma(x3, s13);
            DoubleVector g2 = DoubleVector.fromArray(SPECIES, g, i + 2 * apart);
            s20 = g2.fma(x0, s20);
            s21 = g2.fma(x1, s21);
            s22 = g2.fma(x2, s22);
            s23 = g2.fma(x3, s23);
        }
        s00.add(DoubleVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
        s01.add(DoubleVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
        s02.add(DoubleVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
        s03.add(DoubleVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
        int to1 = to + row;
        s10.add(DoubleVector.fromArray(SPECIES, sums, to1)).intoArray(sums, to1);
        s11.add(DoubleVector.fromArray(SPECIES, sums, to1 + LANES)).intoArray(sums, to1 + LANES);
        s12.add(DoubleVector.fromArray(SPECIES, sums, to1 + 2 * LANES)).intoArray(sums, to1 + 2 * LANES);
        s13.add(DoubleVector.fromArray(SPECIES, sums, to1 + 3 * LANES)).intoArray(sums, to1 + 3 * LANES);
        int to2 = to1 + row;
        s20.add(DoubleVector.fromArray(SPECIES, sums, to2)).intoArray(sums, to2);
        s21.add(DoubleVector.fromArray(SPECIES, sums, to2 + LANES)).intoArray(sums, to2 + LANES);
        s22.add(DoubleVector.fromArray(SPECIES, sums, to2 + 2 * LANES)).intoArray(sums, to2 + 2 * LANES);
        s23.add(DoubleVector.fromArray(SPECIES, sums, to2 + 3 * LANES)).intoArray(sums, to2 + 3 * LANES);
    }

    /**
     * Adds {@code g[i] x[i + shift + taps[t]]}, lane by lane, to the sums of four taps from {@code t} on, for whole
     * vectors of the elements {@code from <= i < end}.
     */
    static void addFour(
            double[] x, int shift, int[] taps, int t, double[] g, int from, int end, double[] sums, int to) {
        int t0 = taps[t] + shift;
        int t1 = taps[t + 1] + shift;
        int t2 = taps[t + 2] + shift;
        int t3 = taps[t + 3] + shift;
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = DoubleVector.zero(SPECIES);
        DoubleVector s2 = DoubleVector.zero(SPECIES);
        DoubleVector s3 = DoubleVector.zero(SPECIES);
        for (int i = from; i + LANES <= end; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, g, i);
            s0 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t0), s0);
            s1 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t1), s1);
            s2 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t2), s2);
            s3 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t3), s3);
        }
        s0.add(DoubleVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
        s1.add(DoubleVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
        s2.add(DoubleVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
        s3.add(DoubleVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
    }

    /** The same for one tap. */
    static void addOne(double[] x, int tap, double[] g, int from, int end, double[] sums, int to) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int i = from; i + LANES <= end; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, g, i);
            sum = v.fma(DoubleVector.fromArray(SPECIES, x, i + tap), sum);
        }
        sum.add(DoubleVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    }
}
