package dev.adjoint.examples;

import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import java.util.random.RandomGenerator;

/**
 * Random small changes of images that leave a digit the same digit. Each image is turned, stretched, slanted and
 * shifted by amounts that are drawn uniformly up to the limits. A network that never sees the same image twice learns
 * less about the writers and more about the digits.
 *
 * @param degrees the largest angle
 * @param stretch the largest change of height and width, as a part of them
 * @param slant the largest horizontal shift from one row to the next, in pixels
 * @param shift the largest shift, in pixels
 */
public record Distortion(double degrees, double stretch, double slant, double shift) {

    /**
     * Distorts each image of a batch by different amounts. Pixels are interpolated between their four neighbours; the
     * image is surrounded by black.
     *
     * @param images float32 {@code [n, 1, h, w]}
     * @param random the source of the amounts
     * @return the distorted images, of the same shape
     */
    public Tensor apply(Tensor images, RandomGenerator random) {
        float[] from = images.value().floats();
        float[] to = new float[from.length];
        int height = images.dim(2);
        int width = images.dim(3);
        for (int start = 0; start < from.length; start += height * width) {
            double angle = Math.toRadians(amount(degrees, random));
            double scaleX = 1 + amount(stretch, random);
            double scaleY = 1 + amount(stretch, random);
            double slantX = amount(slant, random);
            double shiftX = amount(shift, random);
            double shiftY = amount(shift, random);
            double sin = Math.sin(angle);
            double cos = Math.cos(angle);
            double centreX = (width - 1) / 2.0;
            double centreY = (height - 1) / 2.0;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double x = column - centreX - shiftX;
                    double y = row - centreY - shiftY;
                    double sourceX = scaleX * (cos * x - sin * y) + slantX * y + centreX;
                    double sourceY = scaleY * (sin * x + cos * y) + centreY;
                    to[start + row * width + column] =
                            (float) interpolate(from, start, height, width, sourceY, sourceX);
                }
            }
        }
        return new Tensor(NDArray.wrap(images.shape(), to));
    }

    private static double amount(double limit, RandomGenerator random) {
        return limit * (2 * random.nextDouble() - 1);
    }

    private static double interpolate(float[] image, int start, int height, int width, double y, double x) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double sum = 0;
        for (int row = Math.max(0, top); row <= Math.min(height - 1, top + 1); row++) {
            for (int column = Math.max(0, left); column <= Math.min(width - 1, left + 1); column++) {
                sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) * image[start + row * width + column];
            }
        }
        return sum;
    }
}
