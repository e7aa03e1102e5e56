package dev.adjoint.kernel.reduction;

import dev.adjoint.backend.Wide;

/** The cross-entropy of the softmax of one line of logits, and its gradient. */
@SuppressWarnings("cast")
final class CrossEntropyF64 {
    private CrossEntropyF64() {}

    /** {@code -sum t[c] log softmax(x)[c]} of the elements at {@code first + c step}; a target of 0 adds nothing. */
    static @Wide double loss(double[] x, int first, int step, @Wide double[] t) {
        double max = max(x, first, step, t.length);
        @Wide double logarithmOfSum = Math.log(sum(x, first, step, t.length, max));
        @Wide double loss = 0;
        for (int c = 0; c < t.length; c++) {
            if (t[c] != 0) {
                loss += t[c] * (logarithmOfSum - (x[first + c * step] - max));
            }
        }
        return loss;
    }

    /** Writes {@code scale (softmax(x)[c] sum(t) - t[c])}. */
    static void gradient(double[] x, int first, int step, @Wide double[] t, @Wide double scale, double[] dx) {
        double max = max(x, first, step, t.length);
        @Wide double sum = sum(x, first, step, t.length, max);
        @Wide double total = 0;
        for (int c = 0; c < t.length; c++) {
            total += t[c];
        }
        for (int c = 0; c < t.length; c++) {
            int at = first + c * step;
            dx[at] = (double) (scale * (Math.exp(x[at] - max) / sum * total - t[c]));
        }
    }

    private static double max(double[] x, int first, int step, int n) {
        double max = x[first];
        for (int c = 1; c < n; c++) {
            max = Math.max(max, x[first + c * step]);
        }
        return max;
    }

    private static @Wide double sum(double[] x, int first, int step, int n, double max) {
        @Wide double sum = 0;
        for (int c = 0; c < n; c++) {
            sum += Math.exp(x[first + c * step] - max);
        }
        return sum;
    }
}
