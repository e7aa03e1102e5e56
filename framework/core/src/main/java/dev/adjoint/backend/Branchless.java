package dev.adjoint.backend;

/**
 * Choices between numbers made on their bits. A branch on data, which nothing can predict, costs more than ten times as
 * much, and the JVM's compiler makes a branch of most conditional expressions.
 */
final class Branchless {
    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final long WIDE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private Branchless() {}

    /** {@code x > 0 ? g : 0}. */
    static float gate(float g, float x) {
        int bits = Float.floatToRawIntBits(x);
        int positive = -bits & ~bits & ~(INFINITY - bits);
        return Float.intBitsToFloat(Float.floatToRawIntBits(g) & positive >> 31);
    }

    /** {@code x > 0 ? g : 0}. */
    static double gate(double g, double x) {
        long bits = Double.doubleToRawLongBits(x);
        long positive = -bits & ~bits & ~(WIDE_INFINITY - bits);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(g) & positive >> 63);
    }

    /** {@code a < b ? 1 : 0} for finite numbers. */
    static int less(float a, float b) {
        return Float.floatToRawIntBits(a - b + 0f) >>> 31;
    }

    /** {@code a < b ? 1 : 0} for finite numbers. */
    static int less(double a, double b) {
        return (int) (Double.doubleToRawLongBits(a - b + 0.0) >>> 63);
    }
}
