package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.SparseRows;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * Images resized along their spatial axes, one axis after the other. Inputs are {@code [n, c, ...]} with any number of
 * spatial axes.
 *
 * <p>Along an axis of {@code in} cells the wanted size is given either as such, and then {@code scale = in / size}, or
 * by a factor, and then {@code size = floor(in factor)} and {@code scale = 1 / factor}, which is not the same where the
 * floor cuts something off. Entry i of the result is read around position {@code i scale} of the input. An axis that
 * keeps its size is copied, whatever the factor.
 *
 * <p>Nearest neighbours are made of {@link IndexSelect}, linear interpolation of {@link AxisMap}: gradients flow back
 * to the cells that were read, by their weights. Source: PyTorch's {@code torch.nn.functional.interpolate} (without
 * {@code recompute_scale_factor}).
 */
public final class Interpolate {
    private Interpolate() {}

    /**
     * Nearest neighbours: {@code y[i] = x[floor(i scale)]} along each spatial axis, {@code scale = in / size}.
     *
     * @param x the input {@code [n, c, ...]}
     * @param size the wanted size of each spatial axis, or one for all
     * @return {@code [n, c, size...]}
     * @throws ShapeException if the input has no spatial axis or an empty one
     * @throws ArgumentException if a size is less than 1, or the number of sizes is wrong
     */
    public static Tensor nearest(Tensor x, int... size) {
        return nearest(x, steps(x, size));
    }

    /**
     * Nearest neighbours: {@code y[i] = x[floor(i / factor)]} along each spatial axis.
     *
     * @param x the input {@code [n, c, ...]}
     * @param factor by how much each spatial axis grows, or one for all
     * @return {@code [n, c, floor(in factor)...]}
     * @throws ShapeException if the input has no spatial axis or an empty one
     * @throws ArgumentException if a factor is not positive or leaves nothing, or the number of factors is wrong
     */
    public static Tensor nearestScaled(Tensor x, double... factor) {
        return nearest(x, steps(x, factor));
    }

    /**
     * Linear interpolation along each spatial axis (bilinear for two, trilinear for three): {@code y[i] = (1 - t) x[k]
     * + t x[k + 1]} where {@code k + t} is the position of entry i, limited to the input.
     *
     * @param x the input {@code [n, c, ...]}
     * @param alignCorners whether the centres of the outermost cells stay in place, position {@code i (in - 1) / (size
     *     - 1)}, 0 for a size of 1; if not, their outer edges do, position {@code max(0, (i + 1/2) scale - 1/2)}
     * @param size the wanted size of each spatial axis, or one for all
     * @return {@code [n, c, size...]}
     * @throws ShapeException if the input has no spatial axis or an empty one
     * @throws ArgumentException if a size is less than 1, or the number of sizes is wrong
     */
    public static Tensor linear(Tensor x, boolean alignCorners, int... size) {
        return linear(x, alignCorners, steps(x, size));
    }

    /**
     * Linear interpolation as {@link #linear}, but with {@code size = floor(in factor)} and {@code scale = 1 / factor}.
     *
     * @param x the input {@code [n, c, ...]}
     * @param alignCorners as there; if so, the positions follow from the sizes alone
     * @param factor by how much each spatial axis grows, or one for all
     * @return {@code [n, c, floor(in factor)...]}
     * @throws ShapeException if the input has no spatial axis or an empty one
     * @throws ArgumentException if a factor is not positive or leaves nothing, or the number of factors is wrong
     */
    public static Tensor linearScaled(Tensor x, boolean alignCorners, double... factor) {
        return linear(x, alignCorners, steps(x, factor));
    }

    /**
     * What happens along one axis: {@code in} cells become {@code out}, entry i being read around {@code i scale}.
     *
     * @param factor what the scale is one over; 0 if the scale is {@code in / out}
     */
    private record Step(int axis, int in, int out, double factor) {
        /** Two entries a cell must fit into an array. */
        private static final int MOST = Integer.MAX_VALUE / 2;

        Step {
            if (out > MOST) {
                throw new ShapeException("interpolate: expected at most " + MOST + " cells along an axis, got " + out);
            }
        }

        double scale() {
            return factor > 0 ? 1 / factor : (double) in / out;
        }

        /** The cell {@code floor(i scale)} without rounding; as in PyTorch, that of a doubled axis is {@code i / 2}. */
        int cell(int i) {
            double place = factor > 0 && out != 2L * in ? i / factor : (double) ((long) i * in / out);
            return (int) Math.min(place, in - 1);
        }

        /** A table of the axis's cells. */
        <T> T table(Supplier<T> table) {
            return MemoryException.guard(() -> "interpolate: an axis of " + out + " cells", table);
        }
    }

    private static Step[] steps(Tensor x, int... size) {
        int axes = spatialAxes(x, size.length);
        Step[] steps = new Step[axes];
        for (int i = 0; i < axes; i++) {
            int out = size[size.length == 1 ? 0 : i];
            int in = x.dim(i + 2);
            if (out < 1) {
                throw new ArgumentException("interpolate: expected sizes of at least 1, got " + Arrays.toString(size));
            }
            steps[i] = new Step(i + 2, in, out, 0);
        }
        return steps;
    }

    private static Step[] steps(Tensor x, double... factor) {
        int axes = spatialAxes(x, factor.length);
        Step[] steps = new Step[axes];
        for (int i = 0; i < axes; i++) {
            double by = factor[factor.length == 1 ? 0 : i];
            int in = x.dim(i + 2);
            double out = Math.floor(in * by);
            if (!(out >= 1 && out <= Integer.MAX_VALUE)) {
                throw new ArgumentException(
                        "interpolate: expected factors that leave at least one cell of each axis of " + x.shape()
                                + ", got " + Arrays.toString(factor));
            }
            steps[i] = new Step(i + 2, in, (int) out, by);
        }
        return steps;
    }

    private static int spatialAxes(Tensor x, int given) {
        int axes = x.rank() - 2;
        if (axes < 1 || x.shape().size(2, x.rank()) == 0) {
            throw new ShapeException(
                    "interpolate: expected [batch, channels, ...] with spatial axes that are not empty, got "
                            + x.shape());
        }
        if (given != 1 && given != axes) {
            throw new ArgumentException("interpolate: expected a number for each of the " + axes + " spatial axes of "
                    + x.shape() + ", or one for all, got " + given);
        }
        return axes;
    }

    private static Tensor nearest(Tensor x, Step... steps) {
        Tensor y = x;
        for (Step step : steps) {
            y = step.in == step.out ? y : y.indexSelect(step.axis, step.table(() -> nearestCells(step)));
        }
        return y == x ? Reshape.unchanged(x) : y;
    }

    private static IntArray nearestCells(Step step) {
        int[] from = new int[step.out];
        for (int i = 0; i < from.length; i++) {
            from[i] = step.cell(i);
        }
        return IntArray.wrap(Shape.of(step.out), from);
    }

    private static Tensor linear(Tensor x, boolean alignCorners, Step... steps) {
        Tensor y = x;
        for (Step step : steps) {
            double edge = step.out > 1 ? (double) (step.in - 1) / (step.out - 1) : 0;
            double scale = step.scale();
            y = step.in == step.out
                    ? y
                    : new AxisMap(
                                    step.axis,
                                    step.table(() -> neighbours(
                                            step,
                                            alignCorners ? i -> i * edge : i -> Math.max(0, (i + 0.5) * scale - 0.5))))
                            .apply(y);
        }
        return y == x ? Reshape.unchanged(x) : y;
    }

    /** For each entry the one or two cells next to its position, weighted by their nearness. */
    private static SparseRows neighbours(Step step, IntToDoubleFunction position) {
        int[] starts = new int[step.out + 1];
        int[] sources = new int[2 * step.out];
        double[] weights = new double[2 * step.out];
        int entries = 0;
        for (int i = 0; i < step.out; i++) {
            double at = Math.min(position.applyAsDouble(i), step.in - 1);
            int below = (int) at;
            double t = at - below;
            sources[entries] = below;
            weights[entries++] = 1 - t;
            if (t > 0) {
                sources[entries] = below + 1;
                weights[entries++] = t;
            }
            starts[i + 1] = entries;
        }
        return SparseRows.wrap(step.in, starts, Arrays.copyOf(sources, entries), Arrays.copyOf(weights, entries));
    }
}
