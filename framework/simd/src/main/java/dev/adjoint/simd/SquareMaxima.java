package dev.adjoint.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Maxima of windows of 2x2, side by side, and their places: for each of a vector of neighbouring cells the maximum of
 * the window that begins there, of which every second one is kept. How far behind the cell a maximum stands travels as
 * the bits of a float, because vectors of one kind are blended and rearranged faster than converted.
 */
final class SquareMaxima {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> PLACES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % LANES);
    private static final int[] TWICE = new int[LANES];

    static {
        java.util.Arrays.setAll(TWICE, lane -> 2 * lane);
    }

    /** There is a call for each line of each plane. */
    private static final FirstCalls FIRST_CALLS = new FirstCalls(10_000);

    private SquareMaxima() {}

    /** Writes maxima up to the last whole vector, or to a vector with a NaN, or none yet; returns how many. */
    static int find(float[] x, int row, int below, float[] y, int[] places, int at, int count, int limit) {
        return FIRST_CALLS.includeNext() ? 0 : onVectors(x, row, below, y, places, at, count, limit);
    }

    static int onVectors(float[] x, int row, int below, float[] y, int[] places, int at, int count, int limit) {
        int o = 0;
        int i = row;
        for (; o < count && i + below + 1 + LANES <= x.length && at + o + LANES <= limit; o += LANES / 2, i += LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, i);
            FloatVector b = FloatVector.fromArray(SPECIES, x, i + 1);
            FloatVector c = FloatVector.fromArray(SPECIES, x, i + below);
            FloatVector d = FloatVector.fromArray(SPECIES, x, i + below + 1);
            FloatVector sum = a.add(b).add(c.add(d));
            if (sum.compare(VectorOperators.NE, sum).anyTrue()) {
                return o;
            }
            VectorMask<Float> inUpper = b.compare(VectorOperators.GT, a);
            VectorMask<Float> inLower = d.compare(VectorOperators.GT, c);
            FloatVector upper = a.blend(b, inUpper);
            FloatVector lower = c.blend(d, inLower);
            VectorMask<Float> isLower = lower.compare(VectorOperators.GT, upper);
            FloatVector upperOffset = FloatVector.zero(SPECIES).blend(bits(1), inUpper);
            FloatVector lowerOffset =
                    FloatVector.broadcast(SPECIES, bits(below)).blend(bits(below + 1), inLower);
            upper.blend(lower, isLower).rearrange(EVEN).intoArray(y, at + o);
            upperOffset
                    .blend(lowerOffset, isLower)
                    .rearrange(EVEN)
                    .reinterpretAsInts()
                    .add(IntVector.fromArray(PLACES, TWICE, 0))
                    .add(i)
                    .intoArray(places, at + o);
        }
        return Math.min(o, count);
    }

    /** No double is as short as a place: none is written. */
    static int find(double[] x, int row, int below, double[] y, int[] places, int at, int count, int limit) {
        return 0;
    }

    private static float bits(int offset) {
        return Float.intBitsToFloat(offset);
    }
}
