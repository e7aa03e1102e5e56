package dev.adjoint.data;

import dev.adjoint.Shape;

/**
 * Resizes a plane of numbers from 0 to 1, first along the rows, then along the columns. Pixel i of n is the square from
 * i to i + 1, so pixel k of m in the result has its centre at {@code (k + 1/2) n / m}. If the result has fewer pixels,
 * the filter is widened by n / m. The filter's weights within the image are scaled to a sum of 1.
 */
final class Resize {
    private final Filter filter;

    Resize(Filter filter) {
        this.filter = filter;
    }

    /** How much the pixels from {@code first} on count for one pixel of the result. */
    private record Weights(int first, double[] weights) {
        private float of(float[] plane, int start, int step) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * plane[start + (first + i) * step];
            }
            return (float) sum;
        }
    }

    /** Resizes a plane. A cubic filter overshoots, so results outside of 0 to 1 are clamped. */
    float[] apply(float[] plane, int height, int width, int newHeight, int newWidth) {
        Weights[] across = weights(width, newWidth);
        float[] narrow = new float[Shape.of(height, newWidth).size()];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < newWidth; column++) {
                narrow[row * newWidth + column] = across[column].of(plane, row * width, 1);
            }
        }
        Weights[] down = weights(height, newHeight);
        float[] result = new float[Shape.of(newHeight, newWidth).size()];
        for (int row = 0; row < newHeight; row++) {
            for (int column = 0; column < newWidth; column++) {
                float number = down[row].of(narrow, column, newWidth);
                result[row * newWidth + column] = Math.min(1, Math.max(0, number));
            }
        }
        return result;
    }

    private Weights[] weights(int from, int to) {
        double scale = (double) from / to;
        double width = Math.max(1, scale);
        double support = filter.support() * width;
        Weights[] result = new Weights[to];
        for (int k = 0; k < to; k++) {
            double centre = (k + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(from, (int) (centre + support + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = filter.weight((first + i - centre + 0.5) / width);
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            result[k] = new Weights(first, weights);
        }
        return result;
    }
}
