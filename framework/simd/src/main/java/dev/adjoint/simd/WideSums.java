package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums on vectors, accumulated in double precision for both element types, over whole vectors only: of {@code n}
 * elements the first {@code n / LANES * LANES}.
 */
final class WideSums {
    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_PREFERRED;
    private static final int FLOATS = NARROW.length();
    private static final int DOUBLES = WIDE.length();

    private WideSums() {}

    /** The sum in order; the reduction of a vector has another order once it is compiled than before. */
    private static double total(double[] lanes) {
        double sum = 0;
        for (double lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /** The sum of {@code x[i]}. */
    static double sum(float[] x, int from, int to) {
        DoubleVector low = DoubleVector.zero(WIDE);
        DoubleVector high = DoubleVector.zero(WIDE);
        for (int i = from; i + FLOATS <= to; i += FLOATS) {
            FloatVector v = FloatVector.fromArray(NARROW, x, i);
            low = low.add(v.convertShape(VectorOperators.F2D, WIDE, 0));
            high = high.add(v.convertShape(VectorOperators.F2D, WIDE, 1));
        }
        double[] lanes = new double[DOUBLES];
        low.add(high).intoArray(lanes, 0);
        return total(lanes);
    }

    /** The sum of {@code x[i]}. */
    static double sum(double[] x, int from, int to) {
        DoubleVector sum = DoubleVector.zero(WIDE);
        for (int i = from; i + DOUBLES <= to; i += DOUBLES) {
            sum = sum.add(DoubleVector.fromArray(WIDE, x, i));
        }
        double[] lanes = new double[DOUBLES];
        sum.intoArray(lanes, 0);
        return total(lanes);
    }

    /** The sum of {@code (x[i] - mean)^2}. */
    static double squares(float[] x, double mean, int from, int to) {
        DoubleVector low = DoubleVector.zero(WIDE);
        DoubleVector high = DoubleVector.zero(WIDE);
        FloatVector m = FloatVector.broadcast(NARROW, (float) mean);
        for (int i = from; i + FLOATS <= to; i += FLOATS) {
            FloatVector centred = FloatVector.fromArray(NARROW, x, i).sub(m);
            FloatVector square = centred.mul(centred);
            low = low.add(square.convertShape(VectorOperators.F2D, WIDE, 0));
            high = high.add(square.convertShape(VectorOperators.F2D, WIDE, 1));
        }
        double[] lanes = new double[DOUBLES];
        low.add(high).intoArray(lanes, 0);
        return total(lanes);
    }

    /** The sum of {@code (x[i] - mean)^2}. */
    static double squares(double[] x, double mean, int from, int to) {
        DoubleVector sum = DoubleVector.zero(WIDE);
        DoubleVector m = DoubleVector.broadcast(WIDE, mean);
        for (int i = from; i + DOUBLES <= to; i += DOUBLES) {
            DoubleVector centred = DoubleVector.fromArray(WIDE, x, i).sub(m);
            sum = centred.fma(centred, sum);
        }
        double[] lanes = new double[DOUBLES];
        sum.intoArray(lanes, 0);
        return total(lanes);
    }

    /** The sum of {@code g[i] (x[i] - mean)}. */
    static double product(float[] g, float[] x, double mean, int from, int to) {
        DoubleVector low = DoubleVector.zero(WIDE);
        DoubleVector high = DoubleVector.zero(WIDE);
        FloatVector m = FloatVector.broadcast(NARROW, (float) mean);
        for (int i = from; i + FLOATS <= to; i += FLOATS) {
            FloatVector centred = FloatVector.fromArray(NARROW, x, i).sub(m);
            FloatVector product = FloatVector.fromArray(NARROW, g, i).mul(centred);
            low = low.add(product.convertShape(VectorOperators.F2D, WIDE, 0));
            high = high.add(product.convertShape(VectorOperators.F2D, WIDE, 1));
        }
        double[] lanes = new double[DOUBLES];
        low.add(high).intoArray(lanes, 0);
        return total(lanes);
    }

    /** The sum of {@code g[i] (x[i] - mean)}. */
    static double product(double[] g, double[] x, double mean, int from, int to) {
        DoubleVector sum = DoubleVector.zero(WIDE);
        DoubleVector m = DoubleVector.broadcast(WIDE, mean);
        for (int i = from; i + DOUBLES <= to; i += DOUBLES) {
            DoubleVector centred = DoubleVector.fromArray(WIDE, x, i).sub(m);
            sum = DoubleVector.fromArray(WIDE, g, i).fma(centred, sum);
        }
        double[] lanes = new double[DOUBLES];
        sum.intoArray(lanes, 0);
        return total(lanes);
    }
}
