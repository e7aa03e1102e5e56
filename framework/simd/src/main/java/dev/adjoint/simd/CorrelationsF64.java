package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Correlations of lines, a vector of neighbouring elements at a time. */
final class CorrelationsF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

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
     * Adds {@code g[i] x[i + taps[t]]}, lane by lane, to the sums of four taps from {@code t} on, for whole vectors of
     * the first {@code length} elements.
     */
    static void addFour(double[] x, int[] taps, int t, double[] g, int length, double[] sums) {
        int to = t * LANES;
        int t0 = taps[t];
        int t1 = taps[t + 1];
        int t2 = taps[t + 2];
        int t3 = taps[t + 3];
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, sums, to);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, sums, to + LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, sums, to + 2 * LANES);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, sums, to + 3 * LANES);
        for (int i = 0; i + LANES <= length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, g, i);
            s0 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t0), s0);
            s1 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t1), s1);
            s2 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t2), s2);
            s3 = v.fma(DoubleVector.fromArray(SPECIES, x, i + t3), s3);
        }
        s0.intoArray(sums, to);
        s1.intoArray(sums, to + LANES);
        s2.intoArray(sums, to + 2 * LANES);
        s3.intoArray(sums, to + 3 * LANES);
    }

    /** The same for one tap. */
    static void addOne(double[] x, int[] taps, int t, double[] g, int length, double[] sums) {
        DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, t * LANES);
        for (int i = 0; i + LANES <= length; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, g, i);
            sum = v.fma(DoubleVector.fromArray(SPECIES, x, i + taps[t]), sum);
        }
        sum.intoArray(sums, t * LANES);
    }
}
