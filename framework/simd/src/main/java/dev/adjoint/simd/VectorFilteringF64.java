package dev.adjoint.simd;

import dev.adjoint.backend.LinesF64;
import dev.adjoint.backend.MinimalFilteringF64;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of minimal filtering, a vector of a line's elements at a time. The last vector of a line ends with it,
 * so it may compute some elements again.
 */
final class VectorFilteringF64 implements MinimalFilteringF64 {
    static final VectorFilteringF64 INSTANCE = new VectorFilteringF64();

    private static final VectorSpecies<Double> SPECIES = TilesF64.SPECIES;
    private static final int LANES = TilesF64.LANES;

    private VectorFilteringF64() {}

    @Override
    public void input(LinesF64 x, LinesF64 places, int groups, int length) {
        if (length < LANES) {
            MinimalFilteringF64.super.input(x, places, groups, length);
            return;
        }
        for (int group = 0; group < groups; group++) {
            int from = x.from() + group * x.jump();
            int to = places.from() + group * places.jump();
            input(x.data(), from, x.apart(), places.data(), to, places.apart(), length);
        }
    }

    private static void input(double[] x, int from, int apart, double[] places, int to, int step, int length) {
        for (int next = 0; next < length; next += LANES) {
            int at = Math.min(next, length - LANES);
            int i = from + at;
            int o = to + at;
            DoubleVector x0 = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector x1 = DoubleVector.fromArray(SPECIES, x, i + apart);
            DoubleVector x2 = DoubleVector.fromArray(SPECIES, x, i + 2 * apart);
            DoubleVector x3 = DoubleVector.fromArray(SPECIES, x, i + 3 * apart);
            DoubleVector x4 = DoubleVector.fromArray(SPECIES, x, i + 4 * apart);
            DoubleVector x5 = DoubleVector.fromArray(SPECIES, x, i + 5 * apart);
            DoubleVector even = x4.sub(x2.mul(4));
            DoubleVector odd = x3.sub(x1.mul(4));
            DoubleVector evenHalf = x4.sub(x2);
            DoubleVector oddHalf = x3.sub(x1).mul(2);
            x0.mul(4).sub(x2.mul(5)).add(x4).intoArray(places, o);
            even.add(odd).intoArray(places, o + step);
            even.sub(odd).intoArray(places, o + 2 * step);
            evenHalf.add(oddHalf).intoArray(places, o + 3 * step);
            evenHalf.sub(oddHalf).intoArray(places, o + 4 * step);
            x1.mul(4).sub(x3.mul(5)).add(x5).intoArray(places, o + 5 * step);
        }
    }

    @Override
    public void output(LinesF64 places, LinesF64 y, int groups, int length) {
        if (length < LANES) {
            MinimalFilteringF64.super.output(places, y, groups, length);
            return;
        }
        for (int group = 0; group < groups; group++) {
            int from = places.from() + group * places.jump();
            int to = y.from() + group * y.jump();
            output(places.data(), from, places.apart(), y.data(), to, y.apart(), length);
        }
    }

    private static void output(double[] places, int from, int apart, double[] y, int to, int step, int length) {
        for (int next = 0; next < length; next += LANES) {
            int at = Math.min(next, length - LANES);
            int i = from + at;
            int o = to + at;
            DoubleVector m0 = DoubleVector.fromArray(SPECIES, places, i);
            DoubleVector m1 = DoubleVector.fromArray(SPECIES, places, i + apart);
            DoubleVector m2 = DoubleVector.fromArray(SPECIES, places, i + 2 * apart);
            DoubleVector m3 = DoubleVector.fromArray(SPECIES, places, i + 3 * apart);
            DoubleVector m4 = DoubleVector.fromArray(SPECIES, places, i + 4 * apart);
            DoubleVector m5 = DoubleVector.fromArray(SPECIES, places, i + 5 * apart);
            DoubleVector ones = m1.add(m2);
            DoubleVector oneOdd = m1.sub(m2);
            DoubleVector twos = m3.add(m4);
            DoubleVector twoOdd = m3.sub(m4);
            m0.add(ones).add(twos).intoArray(y, o);
            oneOdd.add(twoOdd.mul(2)).intoArray(y, o + step);
            ones.add(twos.mul(4)).intoArray(y, o + 2 * step);
            oneOdd.add(twoOdd.mul(8)).add(m5).intoArray(y, o + 3 * step);
        }
    }

    @Override
    public void outputGradient(LinesF64 dy, LinesF64 places, int groups, int length) {
        if (length < LANES) {
            MinimalFilteringF64.super.outputGradient(dy, places, groups, length);
            return;
        }
        for (int group = 0; group < groups; group++) {
            int from = dy.from() + group * dy.jump();
            int to = places.from() + group * places.jump();
            outputGradient(dy.data(), from, dy.apart(), places.data(), to, places.apart(), length);
        }
    }

    private static void outputGradient(
            double[] dy, int from, int apart, double[] places, int to, int step, int length) {
        for (int next = 0; next < length; next += LANES) {
            int at = Math.min(next, length - LANES);
            int i = from + at;
            int o = to + at;
            DoubleVector y0 = DoubleVector.fromArray(SPECIES, dy, i);
            DoubleVector y1 = DoubleVector.fromArray(SPECIES, dy, i + apart);
            DoubleVector y2 = DoubleVector.fromArray(SPECIES, dy, i + 2 * apart);
            DoubleVector y3 = DoubleVector.fromArray(SPECIES, dy, i + 3 * apart);
            DoubleVector ones = y0.add(y2);
            DoubleVector oneOdd = y1.add(y3);
            DoubleVector twos = y0.add(y2.mul(4));
            DoubleVector twoOdd = y1.mul(2).add(y3.mul(8));
            y0.intoArray(places, o);
            ones.add(oneOdd).intoArray(places, o + step);
            ones.sub(oneOdd).intoArray(places, o + 2 * step);
            twos.add(twoOdd).intoArray(places, o + 3 * step);
            twos.sub(twoOdd).intoArray(places, o + 4 * step);
            y3.intoArray(places, o + 5 * step);
        }
    }
}
