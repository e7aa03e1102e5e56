package dev.adjoint.op;

import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Padding on every side of every axis; negative amounts crop. Made of {@link Embed}, {@link Slice} and
 * {@link IndexSelect}, which are differentiable. Source: PyTorch's {@code torch.nn.functional.pad}.
 */
public final class Pad {
    private Pad() {}

    /**
     * Pads by a mode. Where one side of an axis is cropped and the other padded, the padding repeats what the crop
     * leaves ({@code CIRCULAR}), or the whole input's edge and mirror image.
     *
     * @param x the input
     * @param mode what stands in the padding
     * @param before cells in front of each axis, negative to crop
     * @param after cells behind each axis, negative to crop
     * @return the padded tensor
     * @throws ShapeException if the mode cannot fill so much padding, or cropping leaves nothing
     */
    public static Tensor pad(Tensor x, PaddingMode mode, int[] before, int[] after) {
        if (mode == PaddingMode.ZEROS) {
            return zeros(x, before, after);
        }
        requireAxes(x, before, after);
        Tensor y = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (before[axis] != 0 || after[axis] != 0) {
                int n = x.dim(axis);
                int first = before[axis];
                int last = after[axis];
                y = y.indexSelect(
                        axis,
                        MemoryException.guard(() -> "pad: the cells of an axis", () -> sources(mode, n, first, last)));
            }
        }
        return y == x ? Reshape.unchanged(x) : y;
    }

    /**
     * Pads with a number.
     *
     * @param x the input
     * @param value the number that stands in the padding
     * @param before cells in front of each axis, negative to crop
     * @param after cells behind each axis, negative to crop
     * @return the padded tensor
     * @throws ShapeException if cropping leaves nothing
     */
    public static Tensor constant(Tensor x, double value, int[] before, int[] after) {
        Tensor y = zeros(x, before, after);
        if (value == 0) {
            return y;
        }
        BoolArray inside =
                MemoryException.guard(() -> "pad: places in " + y.shape(), () -> inside(x.shape(), before, after));
        return Where.where(inside, y, Tensor.scalar(x.dtype(), value));
    }

    private static Tensor zeros(Tensor x, int[] before, int[] after) {
        requireAxes(x, before, after);
        Tensor y = x;
        List<Integer> starts = new ArrayList<>();
        int[] dims = new int[x.rank()];
        for (int axis = 0; axis < dims.length; axis++) {
            int first = Math.max(0, -before[axis]);
            int stop = x.dim(axis) - Math.max(0, -after[axis]);
            y = first == 0 && stop == x.dim(axis) ? y : y.slice(axis, first, stop);
            starts.add(Math.max(0, before[axis]));
            dims[axis] = y.dim(axis) + Math.max(0, before[axis]) + Math.max(0, after[axis]);
        }
        Shape shape = Shape.of(dims);
        if (shape.equals(y.shape())) {
            return y == x ? Reshape.unchanged(x) : y;
        }
        return new Embed(starts, java.util.Collections.nCopies(dims.length, 1), shape).apply(y);
    }

    /** True where an entry of the input stands. */
    private static BoolArray inside(Shape shape, int[] before, int[] after) {
        int[] dims = shape.dims();
        for (int i = 0; i < dims.length; i++) {
            dims[i] += before[i] + after[i];
        }
        Shape padded = Shape.of(dims);
        boolean[] inside = new boolean[padded.size()];
        int[] strides = padded.strides();
        for (int i = 0; i < inside.length; i++) {
            boolean in = true;
            for (int axis = 0; axis < dims.length && in; axis++) {
                int at = i / strides[axis] % dims[axis] - before[axis];
                in = at >= 0 && at < shape.dim(axis);
            }
            inside[i] = in;
        }
        return BoolArray.wrap(padded, inside);
    }

    private static IntArray sources(PaddingMode mode, int n, int before, int after) {
        int first = Math.max(0, -before);
        int kept = n - first - Math.max(0, -after);
        int most = mode == PaddingMode.REFLECT ? n - 1 : mode == PaddingMode.CIRCULAR ? kept : Integer.MAX_VALUE;
        if (before > most || after > most || n + before + after < 1) {
            throw new ShapeException("pad: mode " + mode + " fills at most " + most + " cells on a side of an axis of "
                    + n + ", got " + before + " and " + after);
        }
        int[] from = new int[n + before + after];
        for (int i = 0; i < from.length; i++) {
            int at = i - before;
            from[i] = switch (mode) {
                case REFLECT -> at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at;
                case CIRCULAR -> first + Math.floorMod(at - first, kept);
                default -> Math.max(0, Math.min(n - 1, at));
            };
        }
        return IntArray.wrap(Shape.of(from.length), from);
    }

    private static void requireAxes(Tensor x, int[] before, int[] after) {
        if (before.length != x.rank() || after.length != x.rank()) {
            throw new ShapeException("pad: expected amounts for each axis of " + x.shape() + ", got " + before.length
                    + " and " + after.length);
        }
        for (int axis = 0; axis < before.length; axis++) {
            long kept = (long) x.dim(axis) + Math.min(0, before[axis]) + Math.min(0, after[axis]);
            if (kept < 0) {
                throw new ShapeException("pad: cropping " + -(long) before[axis] + " and " + -(long) after[axis]
                        + " leaves nothing of axis " + axis + " of " + x.shape());
            }
            if (kept + Math.max(0, before[axis]) + Math.max(0, after[axis]) > Integer.MAX_VALUE) {
                throw new ShapeException("pad: expected at most " + Integer.MAX_VALUE + " cells along axis " + axis
                        + " of " + x.shape() + ", got padding " + before[axis] + " and " + after[axis]);
            }
        }
    }
}
