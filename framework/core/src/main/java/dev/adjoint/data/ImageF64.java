package dev.adjoint.data;

import dev.adjoint.backend.Wide;
import java.util.Arrays;

/** Loops over the pixels of images in row-major order, plane after plane. The float32 twin is generated. */
final class ImageF64 {
    private ImageF64() {}

    /** {@code to[p,y,x] = from[p,rows[y],columns[x]]}, or {@code fill} where one of the two is negative. */
    static void pick(
            double[] from, int planes, int height, int width, int[] rows, int[] columns, double fill, double[] to) {
        int k = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int row : rows) {
                int start = (plane * height + row) * width;
                for (int column : columns) {
                    to[k++] = row < 0 || column < 0 ? fill : from[start + column];
                }
            }
        }
    }

    /**
     * Turns each plane about its centre, counter-clockwise when row 0 is on top. A pixel at (x, y) from the centre
     * comes from {@code (cos x - sin y, sin x + cos y)} and is interpolated between the four neighbours. Neighbours
     * outside the image are {@code fill}.
     */
    static void rotate(
            double[] from,
            int planes,
            int height,
            int width,
            @Wide double cos,
            @Wide double sin,
            double fill,
            double[] to) {
        @Wide double centreX = (width - 1) / 2.0;
        @Wide double centreY = (height - 1) / 2.0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                @Wide double x = cos * (column - centreX) - sin * (row - centreY) + centreX;
                @Wide double y = sin * (column - centreX) + cos * (row - centreY) + centreY;
                int left = (int) Math.floor(x);
                int top = (int) Math.floor(y);
                @Wide double right = x - left;
                @Wide double below = y - top;
                for (int plane = 0; plane < planes; plane++) {
                    int start = plane * height * width;
                    @Wide
                    double upper = (1 - right) * at(from, start, height, width, top, left, fill)
                            + right * at(from, start, height, width, top, left + 1, fill);
                    @Wide
                    double lower = (1 - right) * at(from, start, height, width, top + 1, left, fill)
                            + right * at(from, start, height, width, top + 1, left + 1, fill);
                    to[start + row * width + column] = (double) ((1 - below) * upper + below * lower);
                }
            }
        }
    }

    private static double at(double[] from, int start, int height, int width, int row, int column, double fill) {
        return row < 0 || row >= height || column < 0 || column >= width ? fill : from[start + row * width + column];
    }

    /** Fills a rectangle in each plane. */
    static void erase(
            double[] to, int planes, int height, int width, int top, int left, int rows, int columns, double fill) {
        for (int plane = 0; plane < planes; plane++) {
            for (int row = top; row < top + rows; row++) {
                int start = (plane * height + row) * width + left;
                Arrays.fill(to, start, start + columns, fill);
            }
        }
    }

    /** {@code to[p,i] = (from[p,i] - mean[p]) / deviation[p]}. */
    static void standardize(double[] from, int pixels, @Wide double[] mean, @Wide double[] deviation, double[] to) {
        for (int i = 0; i < to.length; i++) {
            int plane = i / pixels;
            to[i] = (double) ((from[i] - mean[plane]) / deviation[plane]);
        }
    }
}
