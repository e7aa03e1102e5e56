package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Largest magnitudes on vectors. Without its sign, a number is the larger the larger its bits are as a whole number, a
 * NaN largest of all, and whole numbers are compared in one instruction.
 */
final class Magnitudes {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    private static final FirstCalls FIRST_CALLS = new FirstCalls();

    private Magnitudes() {}

    /** Whether to compute plainly: there are too few numbers for a vector, or the program has just begun. */
    static boolean areFew(int count) {
        return count < FLOATS.length() || FIRST_CALLS.includeNext();
    }

    /** The largest of at least a vector of numbers; the last vector ends with the last. */
    static float largest(float[] x, int from, int to) {
        IntVector largest = IntVector.zero(INTS);
        int last = to - FLOATS.length();
        for (int i = from; i < to; i += FLOATS.length()) {
            IntVector bits = FloatVector.fromArray(FLOATS, x, Math.min(i, last)).reinterpretAsInts();
            largest = largest.max(bits.and(Integer.MAX_VALUE));
        }
        return Float.intBitsToFloat(largest.reduceLanes(VectorOperators.MAX));
    }

    /** The largest of at least a vector of numbers; the last vector ends with the last. */
    static double largest(double[] x, int from, int to) {
        LongVector largest = LongVector.zero(LONGS);
        int last = to - DOUBLES.length();
        for (int i = from; i < to; i += DOUBLES.length()) {
            LongVector bits =
                    DoubleVector.fromArray(DOUBLES, x, Math.min(i, last)).reinterpretAsLongs();
            largest = largest.max(bits.and(Long.MAX_VALUE));
        }
        return Double.longBitsToDouble(largest.reduceLanes(VectorOperators.MAX));
    }
}
