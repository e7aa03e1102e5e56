package dev.adjoint.data;

import dev.adjoint.array.IntArray;
import dev.adjoint.autograd.Tensor;

/**
 * Some samples with their labels.
 *
 * @param inputs the samples, {@code [n, ...]}
 * @param labels their labels, {@code [n, ...]}
 */
public record Batch(Tensor inputs, IntArray labels) {
    /**
     * The number of samples.
     *
     * @return n
     */
    public int size() {
        return inputs.dim(0);
    }
}
