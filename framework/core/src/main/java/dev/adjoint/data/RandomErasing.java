package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import java.util.random.RandomGenerator;

/**
 * Overwrites, with some probability, a rectangle of random size and shape at a random position, so that a network
 * learns to do without parts of an image. Area and aspect ratio are drawn at random, the ratio uniformly in its
 * logarithm. If the rectangle does not fit into the image, they are drawn again, at most ten times. Source: Zhong et
 * al., Random erasing data augmentation, 2017; definition: torchvision's {@code RandomErasing}.
 *
 * @param p the probability of erasing
 * @param minArea the smallest area, as a part of the image's
 * @param maxArea the largest area, as a part of the image's
 * @param minRatio the smallest ratio of height to width
 * @param maxRatio the largest ratio of height to width
 * @param fill the new value of the pixels
 */
public record RandomErasing(double p, double minArea, double maxArea, double minRatio, double maxRatio, double fill)
        implements Transform {
    /** Overwrites 2 to 33 % of the area of every other image, on average, with zeros. */
    public static final RandomErasing DEFAULTS = new RandomErasing(0.5, 0.02, 0.33, 0.3, 3.3, 0);

    private static final int ATTEMPTS = 10;

    /**
     * Checks the numbers.
     *
     * @param p the probability of erasing, from 0 to 1
     * @param minArea the smallest area, as a part of the image's, from 0 to maxArea
     * @param maxArea the largest area, as a part of the image's, up to 1
     * @param minRatio the smallest ratio of height to width, above 0 and up to maxRatio
     * @param maxRatio the largest ratio of height to width
     * @param fill the new value of the pixels
     * @throws ArgumentException if a number is out of range
     */
    public RandomErasing {
        Require.probability("random erasing: p", p);
        Require.holds(
                0 <= minArea && minArea <= maxArea && maxArea <= 1,
                "random erasing: areas",
                "0 <= minArea <= maxArea <= 1",
                minArea + " to " + maxArea);
        Require.holds(
                0 < minRatio && minRatio <= maxRatio && maxRatio < Double.POSITIVE_INFINITY,
                "random erasing: ratios",
                "0 < minRatio <= maxRatio, finite",
                minRatio + " to " + maxRatio);
        Require.finite("random erasing: fill", fill);
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        Image image = Image.of(sample);
        if (random.nextDouble() >= p) {
            return sample;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = between(minArea, maxArea, random) * image.height() * image.width();
            double ratio = StrictMath.exp(between(StrictMath.log(minRatio), StrictMath.log(maxRatio), random));
            long rows = Math.round(Math.sqrt(area * ratio));
            long columns = Math.round(Math.sqrt(area / ratio));
            if (rows < image.height() && columns < image.width()) {
                int top = random.nextInt(image.height() - (int) rows + 1);
                int left = random.nextInt(image.width() - (int) columns + 1);
                return image.erase(top, left, (int) rows, (int) columns, fill);
            }
        }
        return sample;
    }

    private static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }
}
