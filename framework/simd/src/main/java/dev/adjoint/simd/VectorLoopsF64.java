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
    public double largest(double[] x, int from, int to) {
        return Magnitudes.areFew(to - from) ? LoopsF64.super.largest(x, from, to) : Magnitudes.largest(x, from, to);
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

    @Override
    public void addCorrelations(double[] x, int[] taps, double[] g, int filters, int length, double[] sums) {
        new CorrelationsF64(x, taps, g, length, sums).add(filters);
    }

    @Override
    public void maxOfSquares(double[] x, int row, int below, double[] y, int[] places, int at, int count, int limit) {
        int done = SquareMaxima.find(x, row, below, y, places, at, count, limit);
        LoopsF64.super.maxOfSquares(x, row + 2 * done, below, y, places, at + done, count - done, limit);
    }
}
