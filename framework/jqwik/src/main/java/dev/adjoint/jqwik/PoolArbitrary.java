package dev.adjoint.jqwik;

import dev.adjoint.Padding;
import dev.adjoint.PoolOptions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Poolings over 1 to 3 axes. They have strides, dilations, padding up to half a window, cells left over by the stride,
 * ceil mode with windows that extend beyond the end, and divisors of averages. They shrink in the same way as
 * {@link ConvArbitrary}.
 */
public final class PoolArbitrary extends WindowArbitrary<PoolCase, PoolArbitrary> {

    PoolArbitrary() {}

    /** One axis as it was drawn. */
    private record Line(int input, int kernel, int stride, int dilation, int padding) {}

    @Override
    PoolCase draw(Choices choices) {
        boolean ceilMode = choices.oneIn(2);
        List<Line> lines = choices.list(minAxes, maxAxes, () -> line(choices, ceilMode));
        int batch = choices.between(1, maxBatch);
        int channels = choices.between(1, maxChannels);
        PoolOptions options = PoolOptions.kernel(Spatial.sizes(lines, Line::kernel))
                .stride(Spatial.sizes(lines, Line::stride))
                .padding(Padding.of(Spatial.sizes(lines, Line::padding)))
                .dilation(Spatial.sizes(lines, Line::dilation))
                .ceilMode(ceilMode)
                .countIncludePad(choices.of(List.of(true, false)))
                .divisor(choices.of(List.of(0, 0, 3, -2)));
        return new PoolCase(
                Spatial.shape(batch, channels, Spatial.sizes(lines, Line::input)),
                options,
                choices.upTo(Numbers.MAX_SEED));
    }

    /** An axis, made from choices in the order in which {@link #edge} gives them. */
    private Line line(Choices choices, boolean ceilMode) {
        int windows = choices.between(1, maxWindows);
        int kernel = choices.between(minKernel, maxKernel);
        int stride = choices.between(1, maxStride);
        int dilation = choices.between(1, maxDilation);
        int extent = (kernel - 1) * dilation + 1;
        int rest = choices.upTo(stride - 1);
        int span = (windows - 1) * stride + extent;
        int padding = choices.upTo(extent / 2);
        // In ceil mode the last window extends beyond the end by the rest, as far as it may.
        int input = ceilMode ? Math.max(1, span - rest - 2 * padding) : span + rest - 2 * padding;
        while (!everyWindowReads(input, kernel, stride, dilation, padding)) {
            input++;
        }
        return new Line(input, kernel, stride, dilation, padding);
    }

    /** Whether each window that begins inside the input or its front padding has a cell inside the input. */
    private static boolean everyWindowReads(int input, int kernel, int stride, int dilation, int padding) {
        for (int start = -padding; start < input; start += stride) {
            int first = start;
            if (IntStream.range(0, kernel).map(k -> first + k * dilation).noneMatch(at -> at >= 0 && at < input)) {
                return false;
            }
        }
        return true;
    }

    @Override
    List<int[]> edges() {
        return List.of(
                new int[0],
                edge(false, 2, 1, 2, 1, 0, 0), // cells between windows
                edge(false, 2, 2, 3, 1, 2, 0), // cells left over by the stride
                edge(true, 2, 2, 2, 1, 1, 0), // a window that extends beyond the end
                edge(true, 1, 3, 2, 1, 1, 0), // the only window extends beyond the end
                edge(false, 2, 3, 2, 1, 0, 1), // half a window of padding
                edge(false, 2, 2, 1, 2, 0, 1)); // dilation with padding
    }

    /** The choices of a pooling. */
    private int[] edge(boolean ceilMode, int windows, int kernel, int stride, int dilation, int rest, int padding) {
        int[] axis = {windows - 1, Math.max(0, kernel - minKernel), stride - 1, dilation - 1, rest, padding};
        return alike(ceilMode ? 1 : 0, axis, 0, 0, 1, 0, 1);
    }
}
