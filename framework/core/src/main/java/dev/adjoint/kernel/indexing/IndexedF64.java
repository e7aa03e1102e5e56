package dev.adjoint.kernel.indexing;

import dev.adjoint.backend.Wide;

/** Reads and additions at listed places along the middle axis of an array seen as {@code [outer, n, inner]}. */
@SuppressWarnings("cast")
final class IndexedF64 {
    private IndexedF64() {}

    /** Writes {@code y[o, k, i] = x[o, index[k], i]}. */
    static void select(double[] x, int outer, int n, int inner, int[] index, double[] y) {
        if (inner == 1) {
            for (int o = 0, to = 0; o < outer; o++) {
                for (int k : index) {
                    y[to++] = x[o * n + k];
                }
            }
            return;
        }
        for (int o = 0, to = 0; o < outer; o++) {
            for (int k : index) {
                System.arraycopy(x, (o * n + k) * inner, y, to, inner);
                to += inner;
            }
        }
    }

    /** Adds {@code y[o, index[k], i] += x[o, k, i]}, in the order of k. */
    static void add(double[] x, int outer, int n, int inner, int[] index, double[] y) {
        for (int o = 0, from = 0; o < outer; o++) {
            for (int k : index) {
                int to = (o * n + k) * inner;
                for (int i = 0; i < inner; i++) {
                    y[to + i] += x[from++];
                }
            }
        }
    }

    /** Writes {@code y[j] = x[places[j]]}. */
    static void gather(double[] x, int[] places, double[] y) {
        for (int j = 0; j < places.length; j++) {
            y[j] = x[places[j]];
        }
    }

    /** Adds {@code y[places[j]] += x[j]} for each j of a range, in their order. */
    static void scatter(double[] x, int[] places, int from, int to, double[] y) {
        for (int j = from; j < to; j++) {
            y[places[j]] += x[j];
        }
    }

    /**
     * Writes {@code y[o, r, i]} = the sum over the entries k of row r of {@code weights[k] x[o, sources[k], i]}, for
     * the rows {@code o * rows + r} of a range.
     */
    static void combine(
            double[] x,
            int n,
            int inner,
            int[] starts,
            int[] sources,
            @Wide double[] weights,
            double[] y,
            int from,
            int to) {
        int rows = starts.length - 1;
        for (int row = from; row < to; row++) {
            int plane = row / rows * n;
            int r = row % rows;
            for (int i = 0; i < inner; i++) {
                @Wide double sum = 0;
                for (int k = starts[r]; k < starts[r + 1]; k++) {
                    sum += weights[k] * x[(plane + sources[k]) * inner + i];
                }
                y[row * inner + i] = (double) sum;
            }
        }
    }
}
