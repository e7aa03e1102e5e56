package dev.adjoint.window;

import dev.adjoint.ArgumentException;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of one pooling along up to three spatial axes. One- and two-dimensional poolings have leading axes of a
 * single cell, so that every kernel is written only once, for three axes.
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
            axes[i] = axis(options, i, axes.length, input.dim(i + 2));
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
            axes[i] = new AdaptiveAxis(input.dim(i + 2), sizeAt(size, i, axes.length));
        }
        return of(axes);
    }

    /** The windows along an axis. */
    private static Axis axis(PoolOptions options, int i, int axes, int input) {
        int cells = options.kernelAt(i, axes);
        int step = options.strideAt(i, axes);
        int gap = options.dilationAt(i, axes);
        int[] sides = options.paddingAt(i, axes, input);
        long half = ((long) gap * (cells - 1) + 1) / 2;
        if (Math.max(sides[0], sides[1]) > half) {
            throw new ArgumentException("expected padding of at most half a window, " + half + " cells for kernel "
                    + cells + " and dilation " + gap + ", got " + sides[0] + " and " + sides[1]);
        }
        Axis axis = options.ceilMode()
                ? Axis.overhanging(input, cells, step, gap, sides[0], sides[1])
                : Axis.of(input, cells, step, gap, sides[0], sides[1]);
        requireCells(axis);
        return axis;
    }

    /** Requires each window to hold a cell of the input. Dilation can carry all its cells past a short input. */
    private static void requireCells(Axis axis) {
        if (axis.input() == 0) {
            throw new ShapeException("expected at least one cell along each spatial axis, got none");
        }
        for (int o = 0; o < axis.output(); o++) {
            if (axis.first(o) >= axis.end(o)) {
                throw new ShapeException("window " + o + " lies in the padding alone: input "
                        + axis.input() + ", kernel " + axis.kernel() + ", dilation " + axis.dilation() + ", padding "
                        + axis.before() + " and " + axis.after());
            }
        }
    }

    private static int sizeAt(int[] size, int axis, int axes) {
        if (size.length != 1 && size.length != axes) {
            throw new ArgumentException("output size: expected 1 or " + axes + " numbers for " + axes
                    + " spatial axes, got " + Arrays.toString(size));
        }
        return size[size.length == 1 ? 0 : axis];
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
     * The number of cells of one channel of the input.
     *
     * @return the product over the spatial axes
     */
    public int inputCells() {
        return depth.input() * height.input() * width.input();
    }

    /**
     * The number of cells of one channel of the output, which is the number of windows.
     *
     * @return the product over the spatial axes
     */
    public int outputCells() {
        return depth.output() * height.output() * width.output();
    }
}
