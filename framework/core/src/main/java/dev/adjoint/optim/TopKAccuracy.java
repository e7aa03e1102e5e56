package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/**
 * The part of the labels that are among the k largest outputs. Its name is {@code topK} with the number for K, as in
 * {@code top5}. Outputs are {@code [n, classes, ...]} and labels {@code [n, ...]}. Negative labels are left out. Among
 * equal outputs the first ones count as larger.
 */
public final class TopKAccuracy extends Mean {
    private final int k;

    /**
     * Creates the metric.
     *
     * @param k the number of guesses, 1 or more
     * @throws ArgumentException if k is less than 1
     */
    public TopKAccuracy(int k) {
        super("top" + k);
        if (k < 1) {
            throw new ArgumentException("top-k accuracy: expected a k of 1 or more, got " + k);
        }
        this.k = k;
    }

    @Override
    public void update(Tensor outputs, IntArray labels) {
        Predictions predictions = new Predictions(outputs, labels);
        int correct = 0;
        for (int i = 0; i < predictions.size(); i++) {
            correct += predictions.isCounted(i) && predictions.rank(i) < k ? 1 : 0;
        }
        add(correct, predictions.counted());
    }
}
