package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Correlations of lines, a vector of neighbouring elements at a time. An object of this class adds, lane by lane,
 * {@code g[f length + i] x[i + taps[t]]} for {@code 0 <= i < length} to a vector of sums for each filter f and tap t.
 */
final class CorrelationsF64 {
    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    /** Filters and taps of a block. */
    static final int FILTERS = 3;

    static final int TAPS = 4;

    /**
     * Elements of a line of gradients that are correlated with all taps in turn. Their sums begin at zero: a running
     * sum of millions would lose its last places one by one.
     */
    private static final int STRIP = 64 * LANES;

    /** Elements whose strips are added up apart where a line has more: the strips of millions are many, too. */
    private static final int BAND = 64 * STRIP;

    private static final FirstCalls FIRST_BLOCKS = new FirstCalls();

    private final double[] x;
    private final int[] taps;
    private final double[] g;
    private final int length;
    private double[] sums;

    /** Sums of a filter. */
    private final int row;

    CorrelationsF64(double[] x, int[] taps, double[] g, int length, double[] sums) {
        this.x = x;
        this.taps = taps;
        this.g = g;
        this.length = length;
        this.sums = sums;
        row = taps.length * LANES;
    }

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

    /** Adds the correlations of some filters: in blocks, for some elements at a time, which stay in the first cache. */
    void add(int filters) {
        if (length <= BAND) {
            add(filters, 0, length);
            return;
        }
        double[] total = sums;
        for (int begin = 0; begin < length; begin += BAND) {
            sums = new double[total.length];
            add(filters, begin, Math.min(length, begin + BAND));
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[i];
            }
        }
        sums = total;
    }

    /** The same for some elements of each filter's line. */
    private void add(int filters, int begin, int end) {
        int blocked = taps.length < TAPS ? 0 : filters / FILTERS * FILTERS;
        for (int f = 0; f < blocked; f += FILTERS) {
            for (int from = f * length + begin; from < f * length + end; from += STRIP) {
                addBlocks(f, from, Math.min(f * length + end, from + STRIP));
            }
        }
        for (int f = blocked; f < filters; f++) {
            for (int from = f * length + begin; from < f * length + end; from += STRIP) {
                addLine(f, from, Math.min(f * length + end, from + STRIP));
            }
        }
    }

    /** The last block of taps ends with them; the sums of those that it shares with the one before are kept. */
    private void addBlocks(int f, int from, int end) {
        double[] kept = PanelsF64.tile();
        for (int tap = 0; tap < taps.length; tap += TAPS) {
            int first = Math.min(tap, taps.length - TAPS);
            int shared = (tap - first) * LANES;
            int to = f * row + first * LANES;
            for (int i = 0; i < FILTERS && shared > 0; i++) {
                System.arraycopy(sums, to + i * row, kept, i * shared, shared);
            }
            if (FIRST_BLOCKS.includeNext()) {
                addBlockPlainly(f, first, from, end);
            } else {
                addBlock(f, first, from, end);
            }
            for (int i = 0; i < FILTERS && shared > 0; i++) {
                System.arraycopy(kept, i * shared, sums, to + i * row, shared);
            }
        }
    }

    /**
     * Adds to the sums of three filters from f on and four taps, for whole vectors of the elements {@code from <= i <
     * end} of the first filter's line.
     */
    void addBlock(int f, int tap, int from, int end) {
        UnrolledLoopsF64.correlate3x4(
                x, -f * length, taps, tap, g, from, end, length, sums, f * row + tap * LANES, row);
    }

    /** What {@link #addBlock} does, by plain loops with the same results, to the last bit. */
    void addBlockPlainly(int f, int tap, int from, int end) {
        for (int i = 0; i < FILTERS; i++) {
            for (int t = tap; t < tap + TAPS; t++) {
                double[] lanes = new double[LANES];
                for (int k = from; k + LANES <= end; k += LANES) {
                    for (int lane = 0; lane < LANES; lane++) {
                        double v = g[k + i * length + lane];
                        lanes[lane] = Math.fma(v, x[k + taps[t] - f * length + lane], lanes[lane]);
                    }
                }
                for (int lane = 0; lane < LANES; lane++) {
                    sums[(f + i) * row + t * LANES + lane] += lanes[lane];
                }
            }
        }
    }

    /** The same for one filter and all taps. */
    private void addLine(int f, int from, int end) {
        int t = 0;
        for (; t + TAPS <= taps.length; t += TAPS) {
            UnrolledLoopsF64.correlate1x4(
                    x, -f * length, taps, t, g, from, end, length, sums, f * row + t * LANES, row);
        }
        for (; t < taps.length; t++) {
            UnrolledLoopsF64.correlate1x1(
                    x, -f * length, taps, t, g, from, end, length, sums, f * row + t * LANES, row);
        }
    }
}
