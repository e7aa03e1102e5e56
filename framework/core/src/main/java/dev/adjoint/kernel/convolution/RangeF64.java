package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.LoopsF64;

/**
 * How far numbers lie apart. A way of computing that mixes cells rounds each result by the largest of the cells that
 * are mixed, though a result's own window may hold small ones alone. Such a way is taken only where the largest
 * magnitude exceeds the typical one, the geometric mean of those that are not 0, by so many powers of two at most; the
 * rest of its error is then within that factor of the usual one.
 */
final class RangeF64 {
    /** Powers of two that transforms in double precision can bear, whatever the precision of the results. */
    static final int OF_TRANSFORMS = Double.SIZE == Long.SIZE ? 6 : 20;

    /** How many numbers are looked at to find the typical magnitude, if so many are not 0. */
    private static final int SAMPLE = 32;

    private static final int FEW = 6;

    private RangeF64() {}

    /** Whether numbers are finite and lie at most so many powers of two above the typical one. */
    static boolean isWithin(int powers, LoopsF64 loops, double[] x, int from, int to) {
        double largest = loops.largest(x, from, to);
        if (!(largest <= Double.MAX_VALUE)) {
            return false;
        }
        int step = Math.max(1, (to - from) / SAMPLE) | 1;
        int found = 0;
        int exponents = 0;
        for (int i = from; i < to; i += step) {
            if (x[i] != 0) {
                exponents += Math.getExponent(x[i]);
                found++;
            }
        }
        for (int i = from; i < to && found < FEW && step > 1; i++) {
            if (x[i] != 0) {
                exponents += Math.getExponent(x[i]);
                found++;
            }
        }
        return found == 0 || found * Math.getExponent(largest) - exponents <= found * powers;
    }

    /** Whether that holds for each of some images. */
    static boolean isWithin(int powers, LoopsF64 loops, double[] x, int images) {
        boolean within = true;
        for (int n = 0; n < images && within; n++) {
            within = isWithin(
                    powers, loops, x, (int) ((long) n * x.length / images), (int) ((n + 1L) * x.length / images));
        }
        return within;
    }
}
