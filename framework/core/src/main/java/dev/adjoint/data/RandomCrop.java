package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import java.util.random.RandomGenerator;

/**
 * Cuts a rectangle from an image at a uniformly drawn position, after padding the image on all sides. With a padding of
 * 4 and the image's own size, it shifts the image by up to 4 pixels. Definition: torchvision's {@code RandomCrop}.
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param padding rows and columns to add on each side first
 * @param fill the value of the added pixels
 */
public record RandomCrop(int height, int width, int padding, double fill) implements Transform {
    /** The most padding. */
    public static final int MAX_PADDING = 1 << 16;

    /**
     * Checks the numbers.
     *
     * @param height rows of the result, at least 1
     * @param width columns of the result, at least 1
     * @param padding rows and columns to add on each side first, from 0 to {@link #MAX_PADDING}
     * @param fill the value of the added pixels
     * @throws ArgumentException if a number is out of range
     */
    public RandomCrop {
        Require.atLeast(1, "random crop: height", height);
        Require.atLeast(1, "random crop: width", width);
        Require.holds(padding >= 0 && padding <= MAX_PADDING, "random crop: padding", "0 to " + MAX_PADDING, padding);
        Require.finite("random crop: fill", fill);
    }

    /**
     * Pads with zeros.
     *
     * @param height rows of the result
     * @param width columns of the result
     * @param padding rows and columns to add on each side first
     */
    public RandomCrop(int height, int width, int padding) {
        this(height, width, padding, 0);
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        Image image = Image.of(sample);
        int freeRows = image.height() + 2 * padding - height;
        int freeColumns = image.width() + 2 * padding - width;
        if (freeRows < 0 || freeColumns < 0) {
            throw new ShapeException("random crop: expected an image of at least " + height + "x" + width
                    + " pixels with a padding of " + padding + " on each side, got shape " + sample.shape());
        }
        int top = random.nextInt(freeRows + 1) - padding;
        int left = random.nextInt(freeColumns + 1) - padding;
        return image.pick(range(top, height, image.height()), range(left, width, image.width()), fill);
    }

    /** The indices from {@code start} on, with -1 for those outside {@code 0 .. size - 1}. */
    private static int[] range(int start, int count, int size) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            int index = start + i;
            indices[i] = index < size ? Math.max(-1, index) : -1;
        }
        return indices;
    }
}
