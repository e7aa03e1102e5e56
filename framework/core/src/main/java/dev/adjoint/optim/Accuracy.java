package dev.adjoint.optim;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/**
 * The part of the labels for which the output is largest, under the name {@code accuracy}. Outputs are {@code [n,
 * classes, ...]} and labels {@code [n, ...]}. Negative labels are left out, just as the losses leave out the index to
 * ignore. Among equal outputs the first counts.
 */
public final class Accuracy extends Mean {
    /** Creates the metric. */
    public Accuracy() {
        super("accuracy");
    }

    @Override
    public void update(Tensor outputs, IntArray labels) {
        Predictions predictions = new Predictions(outputs, labels);
        int correct = 0;
        for (int i = 0; i < predictions.size(); i++) {
            correct += predictions.isCounted(i) && predictions.predicted(i) == predictions.label(i) ? 1 : 0;
        }
        add(correct, predictions.counted());
    }
}
