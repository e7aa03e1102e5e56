package dev.adjoint.kernel;

/**
 * Inner loops beside products. The methods here are plain loops, their sums accumulated in double precision; a provider
 * of matrix products may have faster ones.
 */
@SuppressWarnings("cast")
public interface LoopsF64 {
    /** Plain loops. */
    LoopsF64 PLAIN = new LoopsF64() {};

    /** Those of the provider in use. */
    static LoopsF64 current() {
        return Gemm.current().f64().loops();
    }

    /** Writes {@code y[i] = x[i] > 0 ? g[i] : 0} for {@code from <= i < to}. */
    default void gate(double[] g, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Branchless.gate(g[i], x[i]);
        }
    }

    /** The sum of {@code x[i]} for {@code from <= i < to}. */
    default double /*wide*/ sum(double[] x, int from, int to) {
        double /*wide*/ s0 = 0;
        double /*wide*/ s1 = 0;
        double /*wide*/ s2 = 0;
        double /*wide*/ s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < to; i++) {
            s0 += x[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The sum of {@code (x[i] - mean)^2} for {@code from <= i < to}. */
    default double /*wide*/ squares(double[] x, double /*wide*/ mean, int from, int to) {
        double /*wide*/ s0 = 0;
        double /*wide*/ s1 = 0;
        double /*wide*/ s2 = 0;
        double /*wide*/ s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            double /*wide*/ a = x[i] - mean;
            double /*wide*/ b = x[i + 1] - mean;
            double /*wide*/ c = x[i + 2] - mean;
            double /*wide*/ d = x[i + 3] - mean;
            s0 += a * a;
            s1 += b * b;
            s2 += c * c;
            s3 += d * d;
        }
        for (; i < to; i++) {
            double /*wide*/ a = x[i] - mean;
            s0 += a * a;
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** The sum of {@code g[i] (x[i] - mean)} for {@code from <= i < to}. */
    default double /*wide*/ product(double[] g, double[] x, double /*wide*/ mean, int from, int to) {
        double /*wide*/ s0 = 0;
        double /*wide*/ s1 = 0;
        double /*wide*/ s2 = 0;
        double /*wide*/ s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += g[i] * (x[i] - mean);
            s1 += g[i + 1] * (x[i + 1] - mean);
            s2 += g[i + 2] * (x[i + 2] - mean);
            s3 += g[i + 3] * (x[i + 3] - mean);
        }
        for (; i < to; i++) {
            s0 += g[i] * (x[i] - mean);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * Maxima of windows of 2x2, side by side without gaps, and their places in {@code x}: the first of equals, the last
     * NaN if there is one.
     *
     * @param row where the first window begins
     * @param below how far below each other rows are
     * @param at where the first maximum goes
     * @param count how many windows
     */
    default void maxOfSquares(double[] x, int row, int below, double[] y, int[] places, int at, int count) {
        for (int o = 0, i = row; o < count; o++, i += 2) {
            int upper = i + Branchless.less(x[i], x[i + 1]);
            int lower = i + below + Branchless.less(x[i + below], x[i + below + 1]);
            int best = upper + (lower - upper) * Branchless.less(x[upper], x[lower]);
            if (!(Math.abs(x[i] + x[i + 1] + x[i + below] + x[i + below + 1]) < Double.POSITIVE_INFINITY)) {
                best = bestOf(x, i, below);
            }
            y[at + o] = x[best];
            places[at + o] = best;
        }
    }

    /** The place of the last NaN of a square, else of its first maximum. */
    private static int bestOf(double[] x, int a, int below) {
        int best = a;
        for (int place : new int[] {a + 1, a + below, a + below + 1}) {
            if (x[place] > x[best] || x[place] != x[place]) {
                best = place;
            }
        }
        return best;
    }
}
