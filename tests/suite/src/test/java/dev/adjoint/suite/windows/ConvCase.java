package dev.adjoint.suite.windows;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.Padding;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A convolution of a random geometry in one to three dimensions. */
record ConvCase(int batch, int inputs, int outputs, int groups, List<Line> lines, long seed) {
    /** One axis. */
    record Line(int input, int kernel, int stride, int dilation, int before, int after) {}

    static Arbitrary<ConvCase> arbitrary(int maxGroups) {
        Arbitrary<Line> line = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 4))
                .as((kernel, stride, dilation, before, after, slack) -> {
                    int least = dilation * (kernel - 1) + 1 - before - after;
                    return new Line(Math.max(1, least) + slack, kernel, stride, dilation, before, after);
                });
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, maxGroups),
                        line.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.longs())
                .as((batch, in, out, groups, lines, seed) ->
                        new ConvCase(batch, in * groups, out * groups, groups, lines, seed))
                .withoutEdgeCases();
    }

    ConvOptions options() {
        return ConvOptions.kernel(sizes(Line::kernel))
                .stride(sizes(Line::stride))
                .padding(Padding.sides(sizes(Line::before), sizes(Line::after)))
                .dilation(sizes(Line::dilation))
                .groups(groups);
    }

    int[] inputSizes() {
        return sizes(Line::input);
    }

    Tensor input() {
        return uniform(seed, shape(batch, inputs, inputSizes()));
    }

    Tensor weight() {
        return uniform(seed + 1, shape(outputs, inputs / groups, sizes(Line::kernel)));
    }

    Tensor outputGradient() {
        return uniform(seed + 2, geometry().outputShape(batch));
    }

    ConvGeometry geometry() {
        return ConvGeometry.of(input().shape(), weight().shape(), options());
    }

    static Tensor uniform(long seed, Shape shape) {
        return new Tensor(NDArray.uniform(DType.FLOAT64, shape, -1, 1, new SplittableRandom(seed)));
    }

    private static Shape shape(int first, int second, int[] spatial) {
        int[] dims = new int[spatial.length + 2];
        dims[0] = first;
        dims[1] = second;
        System.arraycopy(spatial, 0, dims, 2, spatial.length);
        return Shape.of(dims);
    }

    private int[] sizes(ToIntFunction<Line> size) {
        return lines.stream().mapToInt(size).toArray();
    }
}
