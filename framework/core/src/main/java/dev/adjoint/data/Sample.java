package dev.adjoint.data;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;

/**
 * One sample with its label.
 *
 * @param input the numbers, for an image {@code [channels, height, width]}
 * @param label what the network should learn: a class of shape {@code []}, or as many integers as a loss needs
 */
public record Sample(NDArray input, IntArray label) {
    /**
     * A sample of a class.
     *
     * @param input the numbers
     * @param label the class, from 0
     * @return the sample
     */
    public static Sample of(NDArray input, int label) {
        return new Sample(input, IntArray.of(Shape.SCALAR, label));
    }
}
