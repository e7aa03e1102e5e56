package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Strided;
import java.util.List;

/**
 * Evenly spaced entries along each axis: entry i of an axis is entry {@code start + i step} of the input's. Gradient:
 * {@link Embed}, its adjoint. Source: Python's slices; the step may be negative here.
 *
 * @param starts the first entry along each axis
 * @param steps the distance of neighbours along each axis
 * @param shape the number of entries along each axis
 */
public record Slice(List<Integer> starts, List<Integer> steps, Shape shape) implements LinearMap {
    /**
     * A range along one axis.
     *
     * @param x the input
     * @param axis the axis
     * @param start the first index; from the end if negative
     * @param stop the index after the last; from the end if negative; limited to the axis
     * @return the entries from {@code start} to before {@code stop}
     */
    public static Tensor slice(Tensor x, int axis, int start, int stop) {
        return slice(x, axis, start, stop, 1);
    }

    /**
     * Evenly spaced entries along one axis, by Python's rules for {@code start:stop:step}.
     *
     * @param x the input
     * @param axis the axis
     * @param start the first index or null; from the end if negative; limited to the axis
     * @param stop the index at which it ends or null; from the end if negative; limited to the axis
     * @param step the distance of neighbours, not 0
     * @return the entries
     */
    public static Tensor slice(Tensor x, int axis, Integer start, Integer stop, int step) {
        if (step == 0) {
            throw new ArgumentException("slice: the step must not be 0");
        }
        int at = AdjointException.during("slice", () -> x.shape().axis(axis));
        int n = x.dim(at);
        int low = step > 0 ? 0 : -1;
        int high = step > 0 ? n : n - 1;
        int from = start == null ? (step > 0 ? low : high) : limit(start, n, low, high);
        int to = stop == null ? (step > 0 ? high : low) : limit(stop, n, low, high);
        int count = (int) Math.max(0, ((long) to - from + step - Integer.signum(step)) / step);
        Integer[] starts = new Integer[x.rank()];
        Integer[] steps = new Integer[x.rank()];
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(steps, 1);
        starts[at] = from;
        steps[at] = step;
        return new Slice(List.of(starts), List.of(steps), x.shape().with(at, count)).apply(x);
    }

    /**
     * Reverses the order of entries along some axes. Source: PyTorch's {@code torch.flip}.
     *
     * @param x the input
     * @param axes the axes, none for no change
     * @return the reversed tensor
     */
    public static Tensor flip(Tensor x, int... axes) {
        Integer[] starts = new Integer[x.rank()];
        Integer[] steps = new Integer[x.rank()];
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(steps, 1);
        for (int axis : axes.length == 0
                ? axes
                : AdjointException.during("flip", () -> x.shape().axes(axes))) {
            starts[axis] = Math.max(0, x.dim(axis) - 1);
            steps[axis] = -1;
        }
        return new Slice(List.of(starts), List.of(steps), x.shape()).apply(x);
    }

    private static int limit(int index, int n, int low, int high) {
        return Math.max(low, Math.min(high, index < 0 ? index + n : index));
    }

    /** The place of the first entry in an array of the given shape. */
    static int offset(List<Integer> starts, Shape whole) {
        int[] strides = whole.strides();
        int offset = 0;
        for (int i = 0; i < strides.length; i++) {
            offset += starts.get(i) * strides[i];
        }
        return offset;
    }

    /** The distances of neighbours in an array of the given shape. */
    static int[] strides(List<Integer> steps, Shape whole) {
        int[] strides = whole.strides();
        for (int i = 0; i < strides.length; i++) {
            strides[i] *= steps.get(i);
        }
        return strides;
    }

    /** Requires the cells that a part of a shape takes in a whole one to be there. */
    static void requireInside(Shape part, List<Integer> starts, List<Integer> steps, Shape whole) {
        boolean inside = part.rank() == whole.rank() && starts.size() == whole.rank() && steps.size() == whole.rank();
        for (int i = 0; inside && i < whole.rank() && part.size() > 0; i++) {
            long last = starts.get(i) + (part.dim(i) - 1L) * steps.get(i);
            inside = starts.get(i) >= 0 && starts.get(i) < whole.dim(i) && last >= 0 && last < whole.dim(i);
        }
        if (!inside) {
            throw new ShapeException("expected cells of " + whole + " for those of " + part + ", got starts " + starts
                    + " and steps " + steps);
        }
    }

    @Override
    public Forward forward(NDArray... in) {
        requireInside(shape, starts, steps, in[0].shape());
        return Forward.of(Strided.read(in[0], offset(starts, in[0].shape()), shape, strides(steps, in[0].shape())));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Embed(starts, steps, entry.inputShape(0)).apply(g));
    }
}
