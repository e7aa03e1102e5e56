package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums on vectors, accumulated in double precision for both element types, lane by lane: whoever adds up the lanes does
 * it in order, as the reduction of a vector has another order once it is compiled than before. Each method adds whole
 * vectors only and leaves the last few elements to its caller. Of a vector of floats only the first half is converted,
 * which takes one instruction, so the loops end before one would reach beyond the array.
 */
final class WideSums {
    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_PREFERRED;

    /** Partial sums of a kind. */
    static final int LANES = WIDE.length();

    private static final FirstCalls FIRST_SUMS = new FirstCalls();

    private WideSums() {}

    /** Adds {@code x[i]} to the lanes' sums; returns where it ended. */
    static int addSum(float[] x, int from, int to, double[] sums) {
        return FIRST_SUMS.includeNext() ? addSumPlainly(x, from, to, sums) : addSumOnVectors(x, from, to, sums);
    }

    static int addSumOnVectors(float[] x, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        int last = Math.min(to - 2 * LANES, x.length - 3 * LANES);
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            even = even.add(
                    (DoubleVector) FloatVector.fromArray(NARROW, x, i).convertShape(VectorOperators.F2D, WIDE, 0));
            odd = odd.add((DoubleVector)
                    FloatVector.fromArray(NARROW, x, i + LANES).convertShape(VectorOperators.F2D, WIDE, 0));
        }
        even.add(odd).intoArray(sums, 0);
        return i;
    }

    static int addSumPlainly(float[] x, int from, int to, double[] sums) {
        double[] odd = new double[LANES];
        int last = Math.min(to - 2 * LANES, x.length - 3 * LANES);
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            for (int j = 0; j < LANES; j++) {
                sums[j] += x[i + j];
                odd[j] += x[i + LANES + j];
            }
        }
        for (int j = 0; j < LANES; j++) {
            sums[j] += odd[j];
        }
        return i;
    }

    /** Adds {@code d = x[i] - shift} and its squares to the lanes' sums; returns where it ended. */
    static int addMoments(float[] x, double shift, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        DoubleVector evenSquares = DoubleVector.fromArray(WIDE, sums, LANES);
        DoubleVector oddSquares = DoubleVector.zero(WIDE);
        DoubleVector subtrahend = DoubleVector.broadcast(WIDE, shift);
        int last = Math.min(to - 2 * LANES, x.length - 3 * LANES);
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            DoubleVector a =
                    (DoubleVector) FloatVector.fromArray(NARROW, x, i).convertShape(VectorOperators.F2D, WIDE, 0);
            a = a.sub(subtrahend);
            DoubleVector b = (DoubleVector)
                    FloatVector.fromArray(NARROW, x, i + LANES).convertShape(VectorOperators.F2D, WIDE, 0);
            b = b.sub(subtrahend);
            even = even.add(a);
            odd = odd.add(b);
            evenSquares = a.fma(a, evenSquares);
            oddSquares = b.fma(b, oddSquares);
        }
        even.add(odd).intoArray(sums, 0);
        evenSquares.add(oddSquares).intoArray(sums, LANES);
        return i;
    }

    /** Adds {@code g[i]} and {@code g[i] (x[i] - mean)} to the lanes' sums; returns where it ended. */
    static int addProducts(float[] g, float[] x, double mean, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        DoubleVector evenProducts = DoubleVector.fromArray(WIDE, sums, LANES);
        DoubleVector oddProducts = DoubleVector.zero(WIDE);
        DoubleVector subtrahend = DoubleVector.broadcast(WIDE, mean);
        int last = Math.min(to - 2 * LANES, x.length - 3 * LANES);
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            DoubleVector a =
                    (DoubleVector) FloatVector.fromArray(NARROW, g, i).convertShape(VectorOperators.F2D, WIDE, 0);
            DoubleVector b = (DoubleVector)
                    FloatVector.fromArray(NARROW, g, i + LANES).convertShape(VectorOperators.F2D, WIDE, 0);
            DoubleVector c =
                    (DoubleVector) FloatVector.fromArray(NARROW, x, i).convertShape(VectorOperators.F2D, WIDE, 0);
            DoubleVector d = (DoubleVector)
                    FloatVector.fromArray(NARROW, x, i + LANES).convertShape(VectorOperators.F2D, WIDE, 0);
            even = even.add(a);
            odd = odd.add(b);
            evenProducts = a.fma(c.sub(subtrahend), evenProducts);
            oddProducts = b.fma(d.sub(subtrahend), oddProducts);
        }
        even.add(odd).intoArray(sums, 0);
        evenProducts.add(oddProducts).intoArray(sums, LANES);
        return i;
    }

    /** Adds {@code x[i]} to the lanes' sums; returns where it ended. */
    static int addSum(double[] x, int from, int to, double[] sums) {
        return FIRST_SUMS.includeNext() ? addSumPlainly(x, from, to, sums) : addSumOnVectors(x, from, to, sums);
    }

    static int addSumOnVectors(double[] x, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        int last = to - 2 * LANES;
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            even = even.add(DoubleVector.fromArray(WIDE, x, i));
            odd = odd.add(DoubleVector.fromArray(WIDE, x, i + LANES));
        }
        even.add(odd).intoArray(sums, 0);
        return i;
    }

    static int addSumPlainly(double[] x, int from, int to, double[] sums) {
        double[] odd = new double[LANES];
        int last = to - 2 * LANES;
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            for (int j = 0; j < LANES; j++) {
                sums[j] += x[i + j];
                odd[j] += x[i + LANES + j];
            }
        }
        for (int j = 0; j < LANES; j++) {
            sums[j] += odd[j];
        }
        return i;
    }

    /** Adds {@code d = x[i] - shift} and its squares to the lanes' sums; returns where it ended. */
    static int addMoments(double[] x, double shift, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        DoubleVector evenSquares = DoubleVector.fromArray(WIDE, sums, LANES);
        DoubleVector oddSquares = DoubleVector.zero(WIDE);
        DoubleVector subtrahend = DoubleVector.broadcast(WIDE, shift);
        int last = to - 2 * LANES;
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            DoubleVector a = DoubleVector.fromArray(WIDE, x, i);
            a = a.sub(subtrahend);
            DoubleVector b = DoubleVector.fromArray(WIDE, x, i + LANES);
            b = b.sub(subtrahend);
            even = even.add(a);
            odd = odd.add(b);
            evenSquares = a.fma(a, evenSquares);
            oddSquares = b.fma(b, oddSquares);
        }
        even.add(odd).intoArray(sums, 0);
        evenSquares.add(oddSquares).intoArray(sums, LANES);
        return i;
    }

    /** Adds {@code g[i]} and {@code g[i] (x[i] - mean)} to the lanes' sums; returns where it ended. */
    static int addProducts(double[] g, double[] x, double mean, int from, int to, double[] sums) {
        DoubleVector even = DoubleVector.fromArray(WIDE, sums, 0);
        DoubleVector odd = DoubleVector.zero(WIDE);
        DoubleVector evenProducts = DoubleVector.fromArray(WIDE, sums, LANES);
        DoubleVector oddProducts = DoubleVector.zero(WIDE);
        DoubleVector subtrahend = DoubleVector.broadcast(WIDE, mean);
        int last = to - 2 * LANES;
        int i = from;
        for (; i <= last; i += 2 * LANES) {
            DoubleVector a = DoubleVector.fromArray(WIDE, g, i);
            DoubleVector b = DoubleVector.fromArray(WIDE, g, i + LANES);
            DoubleVector c = DoubleVector.fromArray(WIDE, x, i);
            DoubleVector d = DoubleVector.fromArray(WIDE, x, i + LANES);
            even = even.add(a);
            odd = odd.add(b);
            evenProducts = a.fma(c.sub(subtrahend), evenProducts);
            oddProducts = b.fma(d.sub(subtrahend), oddProducts);
        }
        even.add(odd).intoArray(sums, 0);
        evenProducts.add(oddProducts).intoArray(sums, LANES);
        return i;
    }
}
