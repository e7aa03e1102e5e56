package dev.adjoint.optim;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/** The mean loss over all samples, under the name {@code loss}. The loss of a batch counts once for each sample. */
public final class MeanLoss extends Mean {
    /** The name of the value. */
    public static final String NAME = "loss";

    private final Loss loss;

    /**
     * Creates the metric.
     *
     * @param loss the loss of a batch, a mean over its samples
     */
    public MeanLoss(Loss loss) {
        super(NAME);
        this.loss = loss;
    }

    @Override
    public void update(Tensor outputs, IntArray labels) {
        int n = outputs.dim(0);
        add(loss.of(outputs, labels).item() * n, n);
    }
}
