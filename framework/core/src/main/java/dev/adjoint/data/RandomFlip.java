package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Mirrors an image with some probability. Definition: torchvision's {@code RandomHorizontalFlip} and
 * {@code RandomVerticalFlip}.
 *
 * <pre>
 * 12  HORIZONTAL  21     12  VERTICAL  34
 * 34  ---------&gt;  43     34  -------&gt;  12
 * </pre>
 *
 * @param direction what changes places
 * @param p the probability of mirroring
 */
public record RandomFlip(Direction direction, double p) implements Transform {
    /** What a flip exchanges. */
    public enum Direction {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL
    }

    /**
     * Checks the probability.
     *
     * @param direction what changes places
     * @param p the probability of mirroring, from 0 to 1
     * @throws ArgumentException if p is not a probability
     */
    public RandomFlip {
        Require.probability("random flip: p", p);
    }

    /**
     * Exchanges left and right of every other image, on average.
     *
     * @return the transform
     */
    public static RandomFlip horizontal() {
        return new RandomFlip(Direction.HORIZONTAL, 0.5);
    }

    /**
     * Exchanges top and bottom of every other image, on average.
     *
     * @return the transform
     */
    public static RandomFlip vertical() {
        return new RandomFlip(Direction.VERTICAL, 0.5);
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        Image image = Image.of(sample);
        if (random.nextDouble() >= p) {
            return sample;
        }
        return image.pick(
                indices(image.height(), direction == Direction.VERTICAL),
                indices(image.width(), direction == Direction.HORIZONTAL),
                0);
    }

    private static int[] indices(int n, boolean backwards) {
        return IntStream.range(0, n).map(i -> backwards ? n - 1 - i : i).toArray();
    }
}
