package dev.adjoint.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** What all tiles of products share: their vectors, their heights, and how those by plain loops add up. */
final class TilesF64 {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /**
     * Rows of the largest tile: sixteen accumulators where there are thirty-two registers, eight where there are
     * sixteen.
     */
    static final int ROWS = SPECIES.vectorBitSize() >= 512 ? 8 : 4;

    private TilesF64() {}

    /** The rows of the tile to use when so many are left. */
    static int height(int left) {
        return left >= ROWS ? ROWS : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
    }

    /** Writes a vector of sums to C, or adds it. */
    static void store(double[] sums, double[] c, int at, boolean accumulate) {
        for (int lane = 0; lane < LANES; lane++) {
            c[at + lane] = accumulate ? sums[lane] + c[at + lane] : sums[lane];
        }
    }
}
