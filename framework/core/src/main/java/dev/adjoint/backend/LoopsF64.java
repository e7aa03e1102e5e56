package dev.adjoint.backend;

/**
 * Inner loops beside products. The methods here are plain loops, their sums accumulated in double precision; a provider
 * of matrix products may have faster ones.
 */
@SuppressWarnings("cast")
public interface LoopsF64 {
    /** Plain loops. */
    LoopsF64 PLAIN = new LoopsF64() {};

    /**
     * Those of the backend in use.
     *
     * @return the loops of its services
     */
    static LoopsF64 current() {
        return ServicesF64.current().loops();
    }

    /**
     * Copies between planes and cells, as fast as these loops.
     *
     * @return plain ones by default
     */
    default ChannelsF64 channels() {
        return ChannelsF64.PLAIN;
    }

    /**
     * The transforms of minimal filtering, as fast as these loops.
     *
     * @return plain ones by default
     */
    default MinimalFilteringF64 filtering() {
        return MinimalFilteringF64.PLAIN;
    }

    /**
     * Writes {@code y[i] = x[i] > 0 ? g[i] : 0} for {@code from <= i < to}.
     *
     * @param g gradients, or numbers alike
     * @param x the numbers
     * @param y where results go
     * @param from the first element
     * @param to the element behind the last
     */
    default void gate(double[] g, double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Branchless.gate(g[i], x[i]);
        }
    }

    /**
     * The sum of {@code x[i]} for {@code from <= i < to}.
     *
     * @param x the numbers
     * @param from the first element
     * @param to the element behind the last
     * @return their sum
     */
    default @Wide double sum(double[] x, int from, int to) {
        @Wide double s0 = 0;
        @Wide double s1 = 0;
        @Wide double s2 = 0;
        @Wide double s3 = 0;
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

    /**
     * The largest magnitude of {@code x[i]} for {@code from <= i < to}.
     *
     * @param x the numbers
     * @param from the first element
     * @param to the element behind the last
     * @return the largest absolute value, 0 if there is none, NaN if there is a NaN
     */
    default double largest(double[] x, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        return largest;
    }

    /**
     * How many partial sums of each kind {@link #addMoments} and {@link #addProducts} keep, for the lanes of a vector.
     *
     * @return the number of lanes; 1 by default
     */
    default int wideSums() {
        return 1;
    }

    /**
     * Adds {@code d = x[i] - shift} for {@code from <= i < to} to the first {@link #wideSums} sums, its squares to as
     * many that follow.
     *
     * @param x the numbers
     * @param shift what is subtracted, such as a first guess of the mean
     * @param from the first element
     * @param to the element behind the last
     * @param sums the sums, twice as many as {@link #wideSums}
     */
    default void addMoments(double[] x, @Wide double shift, int from, int to, @Wide double[] sums) {
        @Wide double even = 0;
        @Wide double odd = 0;
        @Wide double evenSquares = 0;
        @Wide double oddSquares = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            @Wide double a = x[i] - shift;
            @Wide double b = x[i + 1] - shift;
            even += a;
            odd += b;
            evenSquares += a * a;
            oddSquares += b * b;
        }
        if (i < to) {
            @Wide double a = x[i] - shift;
            even += a;
            evenSquares += a * a;
        }
        sums[0] += even + odd;
        sums[wideSums()] += evenSquares + oddSquares;
    }

    /**
     * Adds {@code g[i]} for {@code from <= i < to} to the first {@link #wideSums} sums, {@code g[i] (x[i] - mean)} to
     * as many that follow.
     *
     * @param g gradients, or numbers alike
     * @param x the numbers
     * @param mean the mean of x
     * @param from the first element
     * @param to the element behind the last
     * @param sums the sums, twice as many as {@link #wideSums}
     */
    default void addProducts(double[] g, double[] x, @Wide double mean, int from, int to, @Wide double[] sums) {
        @Wide double even = 0;
        @Wide double odd = 0;
        @Wide double evenProducts = 0;
        @Wide double oddProducts = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            even += g[i];
            odd += g[i + 1];
            evenProducts += g[i] * (x[i] - mean);
            oddProducts += g[i + 1] * (x[i + 1] - mean);
        }
        if (i < to) {
            even += g[i];
            evenProducts += g[i] * (x[i] - mean);
        }
        sums[0] += even + odd;
        sums[wideSums()] += evenProducts + oddProducts;
    }

    /**
     * Maxima of windows of 2x2, side by side without gaps, and their places in {@code x}: the first of equals, the last
     * NaN if there is one. What stands behind the last maximum, before {@code limit}, may be overwritten.
     *
     * @param x the numbers
     * @param row where the first window begins
     * @param below how far below each other rows are
     * @param y where results go
     * @param places where the places of the maxima go
     * @param at where the first maximum goes
     * @param count how many windows
     * @param limit where the room for maxima and places ends
     */
    default void maxOfSquares(double[] x, int row, int below, double[] y, int[] places, int at, int count, int limit) {
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

    /**
     * Correlates lines with a filter: {@code y[l, i] = sum over t of w[t] x[l, i step + taps[t]]}.
     *
     * @param x the lines that are read
     * @param taps how far behind a window's first element each element of the filter reads
     * @param w the filter, which begins at {@code filter}
     * @param filter where the filter begins
     * @param step how far apart windows are
     * @param y where results go
     * @param lines how many lines
     * @param length elements of a line of y
     * @param add whether to add to y
     */
    default void correlate(
            LinesF64 x, int[] taps, double[] w, int filter, int step, LinesF64 y, int lines, int length, boolean add) {
        for (int line = 0; line < lines; line++) {
            int to = y.from() + line * y.apart();
            if (!add) {
                java.util.Arrays.fill(y.data(), to, to + length, 0);
            }
            for (int t = 0; t < taps.length; t++) {
                double weight = w[filter + t];
                int from = x.from() + line * x.apart() + taps[t];
                for (int i = 0; i < length; i++, from += step) {
                    y.data()[to + i] += weight * x.data()[from];
                }
            }
        }
    }

    /**
     * How many partial sums {@link #addCorrelations} keeps for each number, so that it need not add up a vector.
     *
     * @return the number of lanes; 1 by default
     */
    default int partialSums() {
        return 1;
    }

    /**
     * Adds correlations, the gradients of filters: the partial sums of filter f and tap t, in {@code sums} from
     * {@code (f taps.length + t) partialSums()} on, grow by {@code sum over i of g[f length + i] x[i + taps[t]]}.
     *
     * @param x the lines that are read
     * @param taps how far behind a window's first element each element of the filter reads
     * @param g gradients, or numbers alike
     * @param filters how many lines of g follow each other
     * @param length elements of a line of g, a multiple of the partial sums
     * @param sums the partial sums
     */
    default void addCorrelations(double[] x, int[] taps, double[] g, int filters, int length, double[] sums) {
        for (int f = 0; f < filters; f++) {
            int from = f * length;
            for (int t = 0; t < taps.length; t++) {
                int tap = taps[t] - from;
                @Wide double even = 0;
                @Wide double odd = 0;
                int i = from;
                for (; i + 1 < from + length; i += 2) {
                    even += g[i] * x[i + tap];
                    odd += g[i + 1] * x[i + 1 + tap];
                }
                if (i < from + length) {
                    even += g[i] * x[i + tap];
                }
                sums[(f * taps.length + t) * partialSums()] += (double) (even + odd);
            }
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
