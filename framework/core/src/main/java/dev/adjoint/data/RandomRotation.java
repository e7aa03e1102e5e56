package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import java.util.random.RandomGenerator;

/**
 * Turns an image about its centre by a uniformly drawn angle, and keeps its size. Each pixel is interpolated between
 * the four pixels around the position that it comes from (bilinear). Pixels outside the image count as {@code fill}.
 * Definition: torchvision's {@code RandomRotation} without {@code expand}.
 *
 * @param degrees the largest angle, in both directions
 * @param fill what lies outside the image
 */
public record RandomRotation(double degrees, double fill) implements Transform {
    /**
     * Checks the numbers.
     *
     * @param degrees the largest angle, in both directions, from 0 to 180
     * @param fill what lies outside the image
     * @throws ArgumentException if a number is out of range
     */
    public RandomRotation {
        Require.holds(degrees >= 0 && degrees <= 180, "random rotation: degrees", "0 to 180", degrees);
        Require.finite("random rotation: fill", fill);
    }

    /**
     * Turns an image outside of which all pixels count as 0.
     *
     * @param degrees the largest angle, in both directions, from 0 to 180
     */
    public RandomRotation(double degrees) {
        this(degrees, 0);
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        Image image = Image.of(sample);
        return image.rotate(Math.toRadians(degrees * (2 * random.nextDouble() - 1)), fill);
    }
}
