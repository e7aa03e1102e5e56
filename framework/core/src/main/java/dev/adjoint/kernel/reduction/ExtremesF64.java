package dev.adjoint.kernel.reduction;

/** Where the largest or smallest elements stand along the middle axis of an array seen as {@code [outer, n, inner]}. */
final class ExtremesF64 {
    private ExtremesF64() {}

    /**
     * For each line {@code o * inner + i} of a range, the first r at which {@code x[o, r, i]} is largest, or smallest.
     * NaN counts as beyond all numbers.
     */
    static void positions(double[] x, int n, int inner, boolean largest, int[] y, int from, int to) {
        for (int line = from; line < to; line++) {
            int first = line / inner * n * inner + line % inner;
            double best = largest ? x[first] : -x[first];
            int position = 0;
            for (int r = 1; r < n && !Double.isNaN(best); r++) {
                double candidate = largest ? x[first + r * inner] : -x[first + r * inner];
                if (!(candidate <= best)) {
                    best = candidate;
                    position = r;
                }
            }
            y[line] = position;
        }
    }
}
