package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import java.util.List;

/**
 * Convolutions over 1 to 3 axes. They have strides, dilations, groups, a separate padding of each side, even kernels,
 * cells left over by the stride, inputs smaller than their padding, and windows that lie entirely in the padding.
 *
 * <p>Along an axis, windows, stride, kernel, dilation, left-over cells and padding are drawn. The size of the input
 * follows from them. Each shrinks without changing the others, so a mistake in the stride shrinks to two windows of one
 * cell with a stride of 2, the smallest geometry that shows it.
 */
public final class ConvArbitrary extends WindowArbitrary<ConvCase, ConvArbitrary> {
    static final int MAX_GROUPS = 2;
    static final int MAX_PADDING = 2;

    private int maxGroups = MAX_GROUPS;
    private int maxPadding = MAX_PADDING;
    private List<PaddingMode> modes = List.of(PaddingMode.ZEROS);

    ConvArbitrary() {}

    /** One axis as it was drawn. */
    private record Line(int input, int kernel, int stride, int dilation, int before, int after) {}

    /**
     * Sets the largest number of groups.
     *
     * @param most at least 1
     * @return the changed convolutions
     * @throws ArgumentException if it is below 1
     */
    public ConvArbitrary maxGroups(int most) {
        ConvArbitrary changed = copy();
        changed.maxGroups = Require.atLeast("maximal groups", 1, most);
        return changed;
    }

    /**
     * Sets the largest padding of one side.
     *
     * @param most at least 0
     * @return the changed convolutions
     * @throws ArgumentException if it is below 0
     */
    public ConvArbitrary maxPadding(int most) {
        ConvArbitrary changed = copy();
        changed.maxPadding = Require.atLeast("maximal padding", 0, most);
        return changed;
    }

    /**
     * Sets the padding modes, by default zeros. Other modes have less padding, because they allow less.
     *
     * @param which the modes, the simplest first
     * @return the changed convolutions
     * @throws ArgumentException if no mode is given
     */
    public ConvArbitrary modes(PaddingMode... which) {
        Require.atLeast("number of padding modes", 1, which.length);
        ConvArbitrary changed = copy();
        changed.modes = List.of(which);
        return changed;
    }

    @Override
    ConvCase draw(Choices choices) {
        PaddingMode mode = choices.of(modes);
        List<Line> lines = choices.list(minAxes, maxAxes, () -> line(choices, mode));
        int batch = choices.between(1, maxBatch);
        int groups = choices.between(1, maxGroups);
        int in = choices.between(1, maxChannels);
        int out = choices.between(1, maxChannels);
        int[] kernel = Spatial.sizes(lines, Line::kernel);
        ConvOptions options = ConvOptions.kernel(kernel)
                .stride(Spatial.sizes(lines, Line::stride))
                .padding(Padding.sides(Spatial.sizes(lines, Line::before), Spatial.sizes(lines, Line::after)))
                .dilation(Spatial.sizes(lines, Line::dilation))
                .groups(groups)
                .mode(mode);
        return new ConvCase(
                Spatial.shape(batch, groups * in, Spatial.sizes(lines, Line::input)),
                Spatial.shape(groups * out, in, kernel),
                options,
                choices.upTo(Numbers.MAX_SEED));
    }

    /** An axis, made from choices in the order in which {@link #edge} gives them. */
    private Line line(Choices choices, PaddingMode mode) {
        int windows = choices.between(1, maxWindows);
        int kernel = choices.between(minKernel, maxKernel);
        int stride = choices.between(1, maxStride);
        int dilation = choices.between(1, maxDilation);
        int leftOver = choices.upTo(stride - 1);
        int padded = (windows - 1) * stride + (kernel - 1) * dilation + 1 + leftOver;
        // Reflections and repetitions need an input longer than the padding of a side.
        int room = mode == PaddingMode.ZEROS ? padded - 1 : (padded - 1) / 3;
        int before = choices.upTo(Math.min(maxPadding, room));
        int after = choices.upTo(Math.min(maxPadding, mode == PaddingMode.ZEROS ? room - before : room));
        return new Line(padded - before - after, kernel, stride, dilation, before, after);
    }

    @Override
    List<int[]> edges() {
        return List.of(
                new int[0],
                edge(1, 2, 1, 2, 1, 0, 0, 0), // cells between windows
                edge(1, 2, 2, 3, 1, 2, 0, 0), // cells left over by the stride
                edge(1, 3, 2, 1, 1, 0, 2, 1), // an input smaller than its padding, a window entirely in the padding
                edge(1, 2, 2, 1, 1, 0, 0, 1), // an even kernel, padded at the end as TensorFlow does
                edge(1, 2, 2, 2, 2, 0, 0, 0), // both stride and dilation
                edge(1, 2, 3, 2, 1, 1, 1, 1), // overlapping windows with a stride
                edge(2, 2, 2, 2, 1, 0, 1, 0)); // groups with a stride
    }

    /** The choices of a convolution whose groups have one more output channel than input channels. */
    private int[] edge(
            int groups, int windows, int kernel, int stride, int dilation, int leftOver, int before, int after) {
        int[] axis = {windows - 1, Math.max(0, kernel - minKernel), stride - 1, dilation - 1, leftOver, before, after};
        return alike(0, axis, 0, groups - 1, 0, 1, 1);
    }
}
