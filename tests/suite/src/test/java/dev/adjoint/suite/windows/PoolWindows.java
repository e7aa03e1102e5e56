package dev.adjoint.suite.windows;

import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.jqwik.PoolCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The windows of a pooling by the definition. */
record PoolWindows(Shape input, List<Line> lines, boolean ceilMode) {
    /** One axis. */
    private record Line(int input, int kernel, int stride, int dilation, int padding) {
        int extent() {
            return dilation * (kernel - 1) + 1;
        }

        int windows(boolean ceilMode) {
            int o = 0;
            while (ceilMode ? mayOverhang(o) : o * stride + extent() <= input + 2 * padding) {
                o++;
            }
            return o;
        }

        /** A window may overhang if it begins before the padding at the end and the one before it leaves cells over. */
        private boolean mayOverhang(int o) {
            return (o - 1) * stride + extent() < input + 2 * padding && o * stride < input + padding;
        }

        int source(int o, int k) {
            return o * stride - padding + k * dilation;
        }
    }

    /** What a window sees: places in the plane, and how many of its cells lie inside the padded input. */
    record Window(List<Integer> places, int padded) {}

    static PoolWindows of(PoolCase c) {
        PoolOptions options = c.options();
        List<Line> lines = IntStream.range(0, c.axes())
                .mapToObj(i -> new Line(
                        c.inputShape().dim(i + 2),
                        options.kernel().get(i),
                        options.stride().get(i),
                        options.dilation().get(i),
                        options.padding().before().get(i)))
                .toList();
        return new PoolWindows(c.inputShape(), lines, options.ceilMode());
    }

    Shape outputShape() {
        int[] dims = input.dims();
        System.arraycopy(outputSizes(), 0, dims, 2, lines.size());
        return Shape.of(dims);
    }

    /** The windows of one plane, in row-major order. */
    List<Window> windows() {
        int[] inputSizes = sizes(Line::input);
        List<int[]> cells = Grid.of(sizes(Line::kernel));
        List<Window> windows = new ArrayList<>();
        for (int[] o : Grid.of(outputSizes())) {
            List<Integer> places = new ArrayList<>();
            int padded = 0;
            for (int[] k : cells) {
                int[] source = new int[o.length];
                Arrays.setAll(source, i -> lines.get(i).source(o[i], k[i]));
                if (all(source, (line, at) -> at < line.input() + line.padding())) {
                    padded++;
                }
                if (all(source, (line, at) -> at >= 0 && at < line.input())) {
                    places.add(Grid.flat(source, inputSizes));
                }
            }
            windows.add(new Window(places, padded));
        }
        return windows;
    }

    private int[] outputSizes() {
        return sizes(line -> line.windows(ceilMode));
    }

    private interface Test {
        boolean holds(Line line, int at);
    }

    private boolean all(int[] source, Test test) {
        return IntStream.range(0, source.length).allMatch(i -> test.holds(lines.get(i), source[i]));
    }

    private int[] sizes(ToIntFunction<Line> size) {
        return lines.stream().mapToInt(size).toArray();
    }
}
