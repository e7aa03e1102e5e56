package dev.adjoint.kernel.reduction;

import dev.adjoint.backend.Wide;

/** Magnitudes of a range of elements. */
final class NormF64 {
    private NormF64() {}

    /** The largest magnitude; NaN if an element is. */
    static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    /** The sum of {@code (|x| / scale)^p}. */
    static @Wide double sumOfPowers(double[] x, @Wide double scale, @Wide double p, int from, int to) {
        @Wide double sum = 0;
        for (int i = from; i < to; i++) {
            @Wide double magnitude = Math.abs(x[i]) / scale;
            sum += p == 2 ? magnitude * magnitude : Math.pow(magnitude, p);
        }
        return sum;
    }
}
