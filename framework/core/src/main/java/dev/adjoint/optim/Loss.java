package dev.adjoint.optim;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/**
 * The function that training makes small. It depends on the outputs of a model and the labels. An example is
 * {@link dev.adjoint.nn.Losses#crossEntropy(Tensor, IntArray) Losses::crossEntropy}.
 */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param outputs the outputs of the model for the samples, {@code [n, ...]}
     * @param labels their labels, {@code [n, ...]}
     * @return the mean over the samples, of one element
     */
    Tensor of(Tensor outputs, IntArray labels);
}
