package dev.adjoint.window;

import dev.adjoint.ShapeException;
import java.util.Optional;

/**
 * Windows sliding along one axis. Output cell o reads the input cells {@code o stride - before + k dilation} for each k
 * below {@code kernel}; cells outside the input are padding.
 *
 * @param input cells of the input
 * @param kernel cells of a window
 * @param stride distance of neighbouring windows
 * @param dilation distance of neighbouring cells of a window
 * @param before padding in front of the input
 * @param after padding behind the input
 * @param output number of windows
 */
public record Axis(int input, int kernel, int stride, int dilation, int before, int after, int output)
        implements Windows {
    /**
     * Checks that positions in the padded input can be counted.
     *
     * @param input cells of the input
     * @param kernel cells of a window
     * @param stride distance of neighbouring windows
     * @param dilation distance of neighbouring cells of a window
     * @param before padding in front of the input
     * @param after padding behind the input
     * @param output number of windows
     */
    public Axis {
        if ((long) input + before + after > Integer.MAX_VALUE) {
            throw new ShapeException("expected at most " + Integer.MAX_VALUE + " cells along an axis, got " + input
                    + " with padding " + before + " and " + after);
        }
    }

    /** An axis of one cell with a window of one cell. It stands for an axis that does not exist. */
    public static final Axis UNIT = new Axis(1, 1, 1, 1, 0, 0, 1);

    /**
     * The windows that fit: {@code output = floor((input + before + after - dilation (kernel - 1) - 1) / stride) + 1}.
     * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning, relationship 6 with dilation.
     *
     * @param input cells of the input
     * @param kernel cells of a window
     * @param stride distance of neighbouring windows
     * @param dilation distance of neighbouring cells of a window
     * @param before padding in front of the input
     * @param after padding behind the input
     * @return the axis
     * @throws ShapeException if the padded input is smaller than a window
     */
    public static Axis of(int input, int kernel, int stride, int dilation, int before, int after) {
        int room = room(input, kernel, dilation, before, after, 0);
        return new Axis(input, kernel, stride, dilation, before, after, room / stride + 1).limited();
    }

    /**
     * The same number, rounded up. A last window that begins inside the input or its front padding may extend beyond
     * the end, as in pooling's ceil mode, even if it is the only window.
     *
     * @param input cells of the input
     * @param kernel cells of a window
     * @param stride distance of neighbouring windows
     * @param dilation distance of neighbouring cells of a window
     * @param before padding in front of the input
     * @param after padding behind the input
     * @return the axis
     * @throws ShapeException if a window exceeds the padded input by the stride or more
     */
    public static Axis overhanging(int input, int kernel, int stride, int dilation, int before, int after) {
        long room = room(input, kernel, dilation, before, after, stride - 1L);
        long output = (room + stride - 1) / stride + 1;
        if ((output - 1) * stride >= (long) input + before) {
            output--;
        }
        return new Axis(input, kernel, stride, dilation, before, after, (int) output).limited();
    }

    /**
     * The same windows without distances larger than the padded input. Such distances reach no cell and would make
     * positions overflow. This limits the dilation and, if there is a single window, the stride.
     */
    Axis limited() {
        int most = Math.max(1, padded());
        int step = output == 1 ? Math.min(stride, most) : stride;
        return new Axis(input, kernel, step, Math.min(dilation, most), before, after, output);
    }

    /** The cells of the input and its padding; negative padding leaves cells out. */
    int padded() {
        return Math.max(0, input + before + after);
    }

    /** How far the first window can move before it extends beyond the end; negative if it does so from the start. */
    private static int room(int input, int kernel, int dilation, int before, int after, long overhang) {
        long room = (long) input + before + after - (long) dilation * (kernel - 1) - 1;
        if (room < -overhang) {
            throw new ShapeException(
                    "the window does not fit: " + input + " cells with padding " + before + " and " + after
                            + " are fewer than the " + ((long) dilation * (kernel - 1) + 1) + " of a kernel of "
                            + kernel + " with dilation "
                            + dilation + "; add padding, or take a smaller kernel or a larger input");
        }
        return (int) Math.min(room, Integer.MAX_VALUE - 1);
    }

    /**
     * The number of cells that a window spans, including the gaps that dilation leaves.
     *
     * @return {@code dilation (kernel - 1) + 1}
     */
    public int extent() {
        return dilation * (kernel - 1) + 1;
    }

    /**
     * The number of cells from the first cell of the first window to the last cell of the last window, including
     * padding.
     *
     * @return {@code (output - 1) stride + extent}
     */
    public int span() {
        return (output - 1) * stride + extent();
    }

    /**
     * The number of cells at the end of the padded input that no window reaches, because the stride does not divide the
     * distance that windows can move.
     *
     * @return from 0 to stride - 1; 0 where windows overhang
     */
    public int leftOver() {
        return Math.max(0, input + before + after - extent() - (output - 1) * stride);
    }

    /**
     * One phase of the transposed convolution along this axis: what the windows write to the input cells {@code i} with
     * {@code (i + before) mod stride = r}. Only the kernel cells k with {@code k mod stride = r} reach them. Over those
     * cells the phase is a convolution of stride 1 with their kernel reversed; negative padding leaves cells out. The
     * stride or the dilation must be 1.
     *
     * @param r the phase, from 0 to stride - 1
     * @return the axis of that convolution, from this axis's output to its input cells of the phase; kernel and output
     *     may be 0
     */
    public Axis phase(int r) {
        int cells = Math.max(0, (kernel - r + stride - 1) / stride);
        int start = phaseStart(r);
        int count = start < input ? (input - 1 - start) / stride + 1 : 0;
        int window = (start + before - r) / stride;
        int reach = dilation * (cells - 1);
        return new Axis(output, cells, 1, dilation, reach - window, window + count - output, count);
    }

    /**
     * The first input cell of a {@link #phase}. The others follow at a distance of one stride each.
     *
     * @param r the phase, from 0 to stride - 1
     * @return from 0 to stride - 1
     */
    public int phaseStart(int r) {
        return Math.floorMod(r - before, stride);
    }

    /**
     * The input cell that a window's cell reads.
     *
     * @param o which window
     * @param k which cell of it
     * @return the input cell; padding if it lies outside {@code 0 .. input-1}
     */
    public int source(int o, int k) {
        return o * stride - before + k * dilation;
    }

    /**
     * The first window whose cell k reads an input cell.
     *
     * @param k which cell of the window
     * @return from 0 to output
     */
    public int firstInside(int k) {
        int gap = before - k * dilation;
        return gap <= 0 ? 0 : Math.min(output, (gap + stride - 1) / stride);
    }

    /**
     * The window after the last whose cell k reads an input cell.
     *
     * @param k which cell of the window
     * @return from {@link #firstInside} to output
     */
    public int endInside(int k) {
        int room = input - 1 + before - k * dilation;
        int end = room < 0 ? 0 : Math.min(output, room / stride + 1);
        return Math.max(end, firstInside(k));
    }

    @Override
    public int first(int o) {
        long start = (long) o * stride - before;
        return (int) (start >= 0 ? start : start + (dilation - 1 - start) / dilation * dilation);
    }

    @Override
    public int end(int o) {
        return (int) Math.max(0, Math.min(input, (long) o * stride - before + (long) dilation * (kernel - 1) + 1));
    }

    @Override
    public int padded(int o) {
        long room = (long) input + before + after - (long) o * stride;
        return (int) Math.min(kernel, (room + dilation - 1) / dilation);
    }

    @Override
    public Optional<Axis> sliding() {
        return Optional.of(this);
    }
}
