package dev.adjoint.simd;

import dev.adjoint.backend.ChannelsF64;
import dev.adjoint.backend.LinesF64;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.MinimalFilteringF64;
import dev.adjoint.backend.Wide;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Inner loops on vectors, the last elements by plain loops. */
final class VectorLoopsF64 implements LoopsF64 {
    static final VectorLoopsF64 INSTANCE = new VectorLoopsF64();

    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    /**
     * Elements of a line of gradients that are correlated with all taps in turn. Their sums begin at zero: a running
     * sum of millions would lose its last places one by one.
     */
    private static final int STRIP = 64 * LANES;

    private VectorLoopsF64() {}

    @Override
    public ChannelsF64 channels() {
        return VectorChannelsF64.INSTANCE;
    }

    @Override
    public MinimalFilteringF64 filtering() {
        return VectorFilteringF64.INSTANCE;
    }

    @Override
    public void gate(double[] g, double[] x, double[] y, int from, int to) {
        int i = from;
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (; i + LANES <= to; i += LANES) {
            VectorMask<Double> positive = DoubleVector.fromArray(SPECIES, x, i).compare(VectorOperators.GT, 0);
            zero.blend(DoubleVector.fromArray(SPECIES, g, i), positive).intoArray(y, i);
        }
        LoopsF64.super.gate(g, x, y, i, to);
    }

    @Override
    public @Wide double sum(double[] x, int from, int to) {
        @Wide double[] lanes = new @Wide double[WideSums.LANES];
        int rest = WideSums.addSum(x, from, to, lanes);
        @Wide double sum = LoopsF64.super.sum(x, rest, to);
        for (@Wide double lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    @Override
    public int wideSums() {
        return WideSums.LANES;
    }

    @Override
    public void addMoments(double[] x, @Wide double shift, int from, int to, @Wide double[] sums) {
        int rest = WideSums.addMoments(x, shift, from, to, sums);
        LoopsF64.super.addMoments(x, shift, rest, to, sums);
    }

    @Override
    public void addProducts(double[] g, double[] x, @Wide double mean, int from, int to, @Wide double[] sums) {
        int rest = WideSums.addProducts(g, x, mean, from, to, sums);
        LoopsF64.super.addProducts(g, x, mean, rest, to, sums);
    }

    @Override
    public void correlate(
            LinesF64 x, int[] taps, double[] w, int filter, int step, LinesF64 y, int lines, int length, boolean add) {
        if (step > 1 || add || length < LANES) {
            LoopsF64.super.correlate(x, taps, w, filter, step, y, lines, length, add);
            return;
        }
        for (int line = 0; line < lines; line++) {
            int from = x.from() + line * x.apart();
            CorrelationsF64.line(x.data(), from, taps, w, filter, y.data(), y.from() + line * y.apart(), length);
        }
    }

    @Override
    public int partialSums() {
        return LANES;
    }

    /** Blocks of filters and taps, for some elements at a time, which stay in the first cache. */
    @Override
    public void addCorrelations(double[] x, int[] taps, double[] g, int filters, int length, double[] sums) {
        int blocked =
                taps.length < CorrelationsF64.TAPS ? 0 : filters / CorrelationsF64.FILTERS * CorrelationsF64.FILTERS;
        for (int f = 0; f < blocked; f += CorrelationsF64.FILTERS) {
            for (int from = f * length; from < (f + 1) * length; from += STRIP) {
                addBlocks(x, taps, g, f, length, from, Math.min((f + 1) * length, from + STRIP), sums);
            }
        }
        for (int f = blocked; f < filters; f++) {
            for (int from = f * length; from < (f + 1) * length; from += STRIP) {
                addLine(x, -f * length, taps, g, from, Math.min((f + 1) * length, from + STRIP), sums, f * taps.length);
            }
        }
    }

    /** The last block of taps ends with them; the sums of those that it shares with the one before are kept. */
    private static void addBlocks(
            double[] x, int[] taps, double[] g, int f, int length, int from, int end, double[] sums) {
        double[] kept = PanelsF64.tile();
        int row = taps.length * LANES;
        for (int tap = 0; tap < taps.length; tap += CorrelationsF64.TAPS) {
            int first = Math.min(tap, taps.length - CorrelationsF64.TAPS);
            int shared = (tap - first) * LANES;
            int to = (f * taps.length + first) * LANES;
            for (int i = 0; i < CorrelationsF64.FILTERS && shared > 0; i++) {
                System.arraycopy(sums, to + i * row, kept, i * shared, shared);
            }
            CorrelationsF64.addBlock(x, -f * length, taps, first, g, from, end, length, sums, to, row);
            for (int i = 0; i < CorrelationsF64.FILTERS && shared > 0; i++) {
                System.arraycopy(kept, i * shared, sums, to + i * row, shared);
            }
        }
    }

    private static void addLine(
            double[] x, int shift, int[] taps, double[] g, int from, int end, double[] sums, int first) {
        int t = 0;
        for (; t + 4 <= taps.length; t += 4) {
            CorrelationsF64.addFour(x, shift, taps, t, g, from, end, sums, (first + t) * LANES);
        }
        for (; t < taps.length; t++) {
            CorrelationsF64.addOne(x, taps[t] + shift, g, from, end, sums, (first + t) * LANES);
        }
    }

    @Override
    public void maxOfSquares(double[] x, int row, int below, double[] y, int[] places, int at, int count, int limit) {
        int done = SquareMaxima.find(x, row, below, y, places, at, count, limit);
        LoopsF64.super.maxOfSquares(x, row + 2 * done, below, y, places, at + done, count - done, limit);
    }
}
