package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;

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

    /**
     * The labels as probabilities, for losses that compare with numbers: 1 for the class of the label, 0 for the
     * others.
     *
     * @param classes the number of classes
     * @return {@code [n, ..., classes]}, of the inputs' element type
     * @throws ArgumentException if a label is not from 0 to classes - 1
     */
    public Tensor oneHot(int classes) {
        labels.requireBelow("one-hot: labels", classes);
        int[] dims = Arrays.copyOf(labels.shape().dims(), labels.shape().rank() + 1);
        dims[dims.length - 1] = classes;
        Shape shape = Shape.of(dims);
        double[] probabilities = new double[shape.size()];
        for (int i = 0; i < labels.shape().size(); i++) {
            probabilities[i * classes + labels.at(i)] = 1;
        }
        return new Tensor(NDArray.wrap(shape, probabilities).to(inputs.value().dtype()));
    }

    /** The batch as in {@code a batch of 32 samples, inputs [32, 1, 28, 28], labels [32]}. */
    @Override
    public String toString() {
        return "a batch of " + size() + (size() == 1 ? " sample" : " samples") + ", inputs " + inputs.shape()
                + ", labels " + labels.shape();
    }
}
