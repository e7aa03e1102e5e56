package dev.adjoint.window;

import dev.adjoint.ArgumentException;
import dev.adjoint.ShapeException;
import dev.adjoint.array.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of one pooling along up to three spatial axes. One- and two-dimensional poolings have leading axes of a
 * single cell, so that every kernel is written once, for three.
 *
 * @param rank the number of spatial axes, 1 to 3
 * @param depth the first of three axes
 * @param height the last but one axis
 * @param width the last axis
 */
public record PoolGeometry(int rank, Windows depth, Windows height, Windows width) {
    /**
     * Checks that the cells of a channel can be counted.
     *
     * @param rank the number of spatial axes, 1 to 3
     * @param depth the first of three axes
     * @param height the last but one axis
     * @param width the last axis
     */
    public PoolGeometry {
        Shape.of(depth.input(), height.input(), width.input());
        Shape.of(depth.output(), height.output(), width.output());
    }

    /**
     * The geometry of a pooling.
     *
     * @param input the input's shape {@code [N, C, spatial...]}
     * @param options kernel, stride, padding, dilation and ceil mode
     * @return the geometry
     * @throws ShapeException if the rank does not fit or a window holds no cell of the input
     * @throws ArgumentException if the padding is more than half a window, or there are not as many numbers as axes
     */
    public static PoolGeometry of(Shape input, PoolOptions options) {
        Windows[] axes = new Windows[rank(input)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = options.axis(i, axes.length, input.dim(i + 2));
        }
        return of(axes);
    }

    /**
     * The geometry of an adaptive pooling.
     *
     * @param input the input's shape {@code [N, C, spatial...]}
     * @param size windows along each axis, or one number for all
     * @return the geometry
     * @throws ShapeException if the rank does not fit or there is no cell or no window along an axis
     */
    public static PoolGeometry adaptive(Shape input, int... size) {
        Windows[] axes = new Windows[rank(input)];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = new AdaptiveAxis(input.dim(i + 2), Sizes.at("output size", Sizes.list(size), i, axes.length));
        }
        return of(axes);
    }

    private static int rank(Shape input) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3) {
            throw new ShapeException(
                    "pooling: expected an input [N, C, spatial...] with 1 to 3 spatial axes, got " + input);
        }
        return rank;
    }

    private static PoolGeometry of(Windows... axes) {
        int n = axes.length;
        return new PoolGeometry(n, n > 2 ? axes[0] : Axis.UNIT, n > 1 ? axes[n - 2] : Axis.UNIT, axes[n - 1]);
    }

    /**
     * One of the spatial axes.
     *
     * @param i from 0 to rank - 1
     * @return the axis
     */
    public Windows axis(int i) {
        return switch (i - rank) {
            case -1 -> width;
            case -2 -> height;
            default -> depth;
        };
    }

    /**
     * All spatial axes.
     *
     * @return as many as the rank
     */
    public List<Windows> axes() {
        return IntStream.range(0, rank).mapToObj(this::axis).toList();
    }

    /**
     * The shape of the output.
     *
     * @param input the input's shape {@code [N, C, spatial...]}
     * @return {@code [N, C, output...]}
     */
    public Shape outputShape(Shape input) {
        int[] dims = input.dims();
        for (int i = 0; i < rank; i++) {
            dims[i + 2] = axis(i).output();
        }
        return Shape.of(dims);
    }

    /**
     * The cells of one channel of the input.
     *
     * @return the product over the spatial axes
     */
    public int inputCells() {
        return depth.input() * height.input() * width.input();
    }

    /**
     * The cells of one channel of the output, which is the number of windows.
     *
     * @return the product over the spatial axes
     */
    public int outputCells() {
        return depth.output() * height.output() * width.output();
    }
}
