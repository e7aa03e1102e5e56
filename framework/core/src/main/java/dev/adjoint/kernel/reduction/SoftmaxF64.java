package dev.adjoint.kernel.reduction;

import dev.adjoint.backend.Wide;

/** The softmax of one line of numbers. */
@SuppressWarnings("cast")
final class SoftmaxF64 {
    private SoftmaxF64() {}

    /** Writes the softmax, or its logarithm, of the {@code n} elements at {@code first + k step}. */
    static void line(double[] x, int first, int n, int step, boolean logarithm, double[] y) {
        int end = first + n * step;
        double max = x[first];
        for (int i = first; i < end; i += step) {
            max = Math.max(max, x[i]);
        }
        @Wide double sum = 0;
        for (int i = first; i < end; i += step) {
            @Wide double e = Math.exp(x[i] - max);
            y[i] = (double) e;
            sum += e;
        }
        if (logarithm) {
            @Wide double logarithmOfSum = Math.log(sum);
            for (int i = first; i < end; i += step) {
                y[i] = (double) (x[i] - max - logarithmOfSum);
            }
        } else {
            for (int i = first; i < end; i += step) {
                y[i] = (double) (y[i] / sum);
            }
        }
    }
}
