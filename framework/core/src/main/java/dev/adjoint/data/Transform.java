package dev.adjoint.data;

import dev.adjoint.NDArray;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turns the numbers of one sample into those that a network sees, for example normalised, cropped or turned. A
 * transform is a value without state of its own. It draws random numbers only from the generator that it is given, and
 * does not change the sample.
 *
 * <p>The random transforms of this package work on images {@code [channels, height, width]}. All work on both element
 * types.
 */
@FunctionalInterface
public interface Transform {
    /** Leaves a sample unchanged. */
    Transform IDENTITY = (sample, random) -> sample;

    /**
     * Transforms one sample.
     *
     * @param sample the numbers, which must not be changed
     * @param random the source of all random numbers; its state depends only on the seed, the epoch and the sample
     * @return the new numbers
     */
    NDArray apply(NDArray sample, RandomGenerator random);

    /**
     * Applies several transforms one after another. They share the generator.
     *
     * @param steps the transforms in their order; without any, the result is {@link #IDENTITY}
     * @return one transform
     */
    static Transform of(Transform... steps) {
        return switch (steps.length) {
            case 0 -> IDENTITY;
            case 1 -> steps[0];
            default -> new Chain(List.of(steps));
        };
    }
}
