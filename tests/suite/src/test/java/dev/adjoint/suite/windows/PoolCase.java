package dev.adjoint.suite.windows;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.window.PoolOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A pooling of a random geometry, and its windows by the definition. */
record PoolCase(
        int batch, int channels, List<Line> lines, boolean ceilMode, boolean countPadding, int divisor, long seed) {
    /** One axis. */
    record Line(int input, int kernel, int stride, int dilation, int padding) {
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

        private boolean allWindowsReadTheInput() {
            for (int o = 0; o < windows(true); o++) {
                boolean reads = false;
                for (int k = 0; k < kernel; k++) {
                    reads |= source(o, k) >= 0 && source(o, k) < input;
                }
                if (!reads) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What a window sees: places in the plane, and how many of its cells lie inside the padded input. */
    record Window(List<Integer> places, int padded) {}

    static Arbitrary<PoolCase> arbitrary() {
        return Arbitraries.of(false, true).flatMap(PoolCase::arbitrary);
    }

    private static Arbitrary<PoolCase> arbitrary(boolean ceilMode) {
        Arbitrary<Line> line = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 5))
                .as((kernel, stride, dilation, padding, slack) -> {
                    int extent = dilation * (kernel - 1) + 1;
                    int pad = Math.min(padding, extent / 2);
                    int overhang = ceilMode ? stride - 1 : 0;
                    return new Line(Math.max(1, extent - 2 * pad - overhang) + slack, kernel, stride, dilation, pad);
                })
                .filter(Line::allWindowsReadTheInput);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 3),
                        line.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(false, true),
                        Arbitraries.of(0, 0, 3, -2),
                        Arbitraries.longs())
                .as((batch, channels, lines, countPadding, divisor, seed) ->
                        new PoolCase(batch, channels, lines, ceilMode, countPadding, divisor, seed))
                .withoutEdgeCases();
    }

    PoolOptions options() {
        return PoolOptions.kernel(sizes(Line::kernel))
                .stride(sizes(Line::stride))
                .padding(sizes(Line::padding))
                .dilation(sizes(Line::dilation))
                .ceilMode(ceilMode)
                .countIncludePad(countPadding)
                .divisor(divisor);
    }

    int[] inputSizes() {
        return sizes(Line::input);
    }

    int[] outputSizes() {
        return sizes(line -> line.windows(ceilMode));
    }

    Shape shape(int... spatial) {
        int[] dims = new int[spatial.length + 2];
        dims[0] = batch;
        dims[1] = channels;
        System.arraycopy(spatial, 0, dims, 2, spatial.length);
        return Shape.of(dims);
    }

    /** Random numbers of a few values, so that windows have ties. */
    Tensor input() {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[shape(inputSizes()).size()];
        Arrays.setAll(numbers, i -> random.nextInt(-4, 5) - 4.5);
        return new Tensor(NDArray.wrap(shape(inputSizes()), numbers));
    }

    Tensor outputGradient() {
        SplittableRandom random = new SplittableRandom(seed + 1);
        return new Tensor(NDArray.uniform(DType.FLOAT64, shape(outputSizes()), -1, 1, random));
    }

    /** The windows of one plane, in row-major order. */
    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        int[] kernel = sizes(Line::kernel);
        for (int[] o : Grid.of(outputSizes())) {
            List<Integer> places = new ArrayList<>();
            int padded = 0;
            for (int[] k : Grid.of(kernel)) {
                int[] source = new int[o.length];
                Arrays.setAll(source, i -> lines.get(i).source(o[i], k[i]));
                if (all(source, (line, at) -> at < line.input() + line.padding())) {
                    padded++;
                }
                if (all(source, (line, at) -> at >= 0 && at < line.input())) {
                    places.add(Grid.flat(source, inputSizes()));
                }
            }
            windows.add(new Window(places, padded));
        }
        return windows;
    }

    private interface Test {
        boolean holds(Line line, int at);
    }

    private boolean all(int[] source, Test test) {
        for (int i = 0; i < source.length; i++) {
            if (!test.holds(lines.get(i), source[i])) {
                return false;
            }
        }
        return true;
    }

    private int[] sizes(java.util.function.ToIntFunction<Line> size) {
        return lines.stream().mapToInt(size).toArray();
    }
}
