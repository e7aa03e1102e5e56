package dev.adjoint.suite.windows;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.Jacobian;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.PoolCase;
import dev.adjoint.jqwik.PoolOf;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Pool;
import dev.adjoint.suite.windows.PoolWindows.Window;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Pooling of random geometries in one to three dimensions, against the definition window by window. */
class PoolPropertyTest {
    @Property
    void maxIsTheFirstLargestCellOfEachWindow(
            @ForAll @PoolOf(maxKernel = 4, maxStride = 4, maxDilation = 3, maxChannels = 3) PoolCase c) {
        PoolWindows windows = PoolWindows.of(c);
        Tensor x = c.inputWithTies();
        Tensor y = Pool.max(x, c.options());
        IntArray indices = Pool.maxIndices(x, c.options());
        Tensor single = Pool.max(x.to(DType.FLOAT32), c.options());

        assertThat(y.shape()).isEqualTo(windows.outputShape());
        assertThat(indices.shape()).isEqualTo(y.shape());
        assertThat(single.to(DType.FLOAT64).value().sameBits(y.value())).isTrue();
        assertMaxima(x, windows.windows(), y, indices);
    }

    @Property
    void gradientOfMaxGoesToTheWinners(
            @ForAll @PoolOf(maxKernel = 4, maxStride = 4, maxDilation = 3, maxChannels = 3) PoolCase c) {
        Tensor x = c.inputWithTies();
        Tensor dy = c.outputGradient();
        IntArray indices = Pool.maxIndices(x, c.options());
        double[] expected = new double[x.value().size()];
        int cells = x.shape().size(2, x.rank());
        int windows = dy.shape().size(2, x.rank());
        for (int i = 0; i < dy.value().size(); i++) {
            expected[i / windows * cells + indices.at(i)] += dy.value().at(i);
        }

        try (Tape tape = Tape.record()) {
            Tensor dx =
                    tape.from(Pool.max(x, c.options())).seed(dy).gradients(x).get(0);
            assertThat(dx.value().doubles()).containsExactly(expected);
        }
    }

    @Property
    void averageDividesTheSumOfEachWindow(
            @ForAll @PoolOf(maxKernel = 4, maxStride = 4, maxDilation = 3, maxChannels = 3) PoolCase c) {
        Tensor x = c.inputWithTies();
        double[] y = Pool.average(x, c.options()).value().doubles();
        float[] single = Pool.average(x.to(DType.FLOAT32), c.options()).value().floats();
        List<Window> windows = PoolWindows.of(c).windows();
        int cells = x.shape().size(2, x.rank());
        for (int i = 0; i < y.length; i++) {
            Window window = windows.get(i % windows.size());
            int plane = i / windows.size() * cells;
            double sum = window.places().stream()
                    .mapToDouble(q -> x.value().at(plane + q))
                    .sum();
            double expected = sum / divisor(c, window);
            assertThat(y[i]).isCloseTo(expected, within(1e-13));
            assertThat(single[i]).isEqualTo((float) expected);
        }
    }

    private static int divisor(PoolCase c, Window window) {
        if (c.options().divisor() != 0) {
            return c.options().divisor();
        }
        return c.options().countIncludePad() ? window.padded() : window.places().size();
    }

    @Property
    void averageAndItsGradientAreAdjoint(
            @ForAll @PoolOf(maxKernel = 4, maxStride = 4, maxDilation = 3, maxChannels = 3) PoolCase c) {
        Tensor x = c.input();
        Tensor g = c.outputGradient();
        UnaryOperator<Tensor> average = t -> Pool.average(t, c.options());
        UnaryOperator<Tensor> gradient =
                t -> Jacobian.transposedTimes(() -> average.apply(x), t, x).get(0);

        assertAdjoint(average, gradient, x, g, new Tolerance(0, 1e-11));
        Tensor back = Jacobian.transposedTimes(() -> gradient.apply(g), x, g).get(0);
        assertThat(back.value().sameBits(average.apply(x).value())).isTrue();
    }

    @Property
    void adaptiveWindowsRunFromFloorToCeiling(
            @ForAll @IntRange(min = 1, max = 7) int depth,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int outDepth,
            @ForAll @IntRange(min = 1, max = 9) int outWidth,
            @ForAll long seed) {
        Tensor x = new Tensor(
                NDArray.uniform(DType.FLOAT64, Shape.of(2, 1, depth, 3, width), -1, 1, new SplittableRandom(seed)));
        List<Window> windows = Grid.of(outDepth, 2, outWidth).stream()
                .map(o -> {
                    int[] d = adaptive(o[0], depth, outDepth);
                    int[] h = adaptive(o[1], 3, 2);
                    int[] w = adaptive(o[2], width, outWidth);
                    List<Integer> places = Grid.of(d.length, h.length, w.length).stream()
                            .map(k -> Grid.flat(new int[] {d[k[0]], h[k[1]], w[k[2]]}, depth, 3, width))
                            .toList();
                    return new Window(places, places.size());
                })
                .toList();

        Tensor max = Pool.adaptiveMax(x, outDepth, 2, outWidth);
        Tensor average = Pool.adaptiveAverage(x, outDepth, 2, outWidth);

        assertThat(average.shape()).isEqualTo(Shape.of(2, 1, outDepth, 2, outWidth));
        assertMaxima(x, windows, max, Pool.adaptiveMaxIndices(x, outDepth, 2, outWidth));
        for (int i = 0; i < average.value().size(); i++) {
            int plane = i / windows.size() * (depth * 3 * width);
            double mean = windows.get(i % windows.size()).places().stream()
                    .mapToDouble(q -> x.value().at(plane + q))
                    .average()
                    .orElseThrow();
            assertThat(average.value().at(i)).isCloseTo(mean, within(1e-13));
        }
    }

    /** The cells from floor(o in / out) to before ceil((o + 1) in / out). */
    private static int[] adaptive(int o, int in, int out) {
        int from = (int) Math.floor((double) o * in / out);
        int to = (int) Math.ceil((double) (o + 1) * in / out);
        return IntStream.range(from, to).toArray();
    }

    private static void assertMaxima(Tensor x, List<Window> windows, Tensor y, IntArray indices) {
        int cells = x.shape().size(2, x.rank());
        double[] expected = new double[y.value().size()];
        int[] places = new int[expected.length];
        for (int i = 0; i < expected.length; i++) {
            int plane = i / windows.size() * cells;
            expected[i] = Double.NEGATIVE_INFINITY;
            for (int q : windows.get(i % windows.size()).places()) {
                if (x.value().at(plane + q) > expected[i]) {
                    expected[i] = x.value().at(plane + q);
                    places[i] = q;
                }
            }
        }
        assertThat(y.value().doubles()).containsExactly(expected);
        assertThat(Arrays.copyOf(indices.ints(), places.length)).containsExactly(places);
    }
}
