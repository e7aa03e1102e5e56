package dev.adjoint.kernel.reduction;

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
    static double /*wide*/ sumOfPowers(double[] x, double /*wide*/ scale, double /*wide*/ p, int from, int to) {
        double /*wide*/ sum = 0;
        for (int i = from; i < to; i++) {
            double /*wide*/ magnitude = Math.abs(x[i]) / scale;
            sum += p == 2 ? magnitude * magnitude : Math.pow(magnitude, p);
        }
        return sum;
    }
}
