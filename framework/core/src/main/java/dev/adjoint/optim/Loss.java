package dev.adjoint.optim;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/**
 * What training makes small: a function of the outputs of a model and the labels, such as
 * {@link dev.adjoint.nn.Losses#crossEntropy(Tensor, IntArray) Losses::crossEntropy}.
 */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param outputs what the model makes of the samples, {@code [n, ...]}
     * @param labels their labels, {@code [n, ...]}
     * @return the mean over the samples, of one element
     */
    Tensor of(Tensor outputs, IntArray labels);
}
