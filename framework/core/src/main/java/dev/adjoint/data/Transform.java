package dev.adjoint.data;

import dev.adjoint.NDArray;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes of the numbers of one sample those that a network sees: normalised, cropped, turned. A transform is a value
 * without state of its own. It takes whatever is random from the generator it is given, and leaves the sample as it is.
 *
 * <p>The random ones of this package work on images {@code [channels, height, width]}, all on both element types.
 */
@FunctionalInterface
public interface Transform {
    /** Leaves a sample as it is. */
    Transform IDENTITY = (sample, random) -> sample;

    /**
     * Transforms one sample.
     *
     * @param sample the numbers, not to be written
     * @param random where everything random comes from; its state depends on the seed, the epoch and the sample alone
     * @return the new numbers
     */
    NDArray apply(NDArray sample, RandomGenerator random);

    /**
     * Several transforms one after another, which share the generator.
     *
     * @param steps the transforms in their order, none for {@link #IDENTITY}
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
