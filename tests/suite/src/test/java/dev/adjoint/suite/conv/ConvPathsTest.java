package dev.adjoint.suite.conv;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Pad;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * A convolution that is computed in a special way equals the same convolution, written so that it takes another way.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConvPathsTest {

    /** A kernel of one cell equals a kernel of two cells, one of them zero, over an input with one more cell. */
    @Property
    void pointwisePathEqualsTheGeneralOne(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width) {
        Tensor x = numbers(batch, 2 * groups, height, width);
        Tensor w = numbers(3 * groups, 2, 1, 1);
        ConvOptions options = ConvOptions.DEFAULTS.groups(groups);

        assertSameWithGradients(
                x,
                w,
                options,
                (input, weight) -> Conv.conv(
                        input,
                        Pad.pad(weight, PaddingMode.ZEROS, new int[4], new int[] {0, 0, 1, 1}),
                        options.padding(Padding.sides(new int[] {0}, new int[] {1}))));
    }

    /** Groups equal a filter that is zero between channels of different groups. */
    @Property
    void depthwisePathEqualsTheGeneralOne(
            @ForAll @IntRange(min = 2, max = 4) int channels,
            @ForAll @IntRange(min = 1, max = 2) int multiplier,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 2) int dilation) {
        Tensor x = numbers(2, channels, 6, 5);
        Tensor w = numbers(channels * multiplier, 1, kernel, kernel);
        ConvOptions dense =
                ConvOptions.DEFAULTS.stride(stride).dilation(dilation).padding(1);
        Tensor own = new Tensor(ownChannel(channels, multiplier));

        assertSameWithGradients(
                x, w, dense.groups(channels), (input, weight) -> Conv.conv(input, weight.mul(own), dense));
    }

    /** 1 where an output channel belongs to an input channel: {@code [channels * multiplier, channels, 1, 1]}. */
    private static NDArray ownChannel(int channels, int multiplier) {
        double[] mask = new double[channels * multiplier * channels];
        Arrays.setAll(mask, i -> i / channels / multiplier == i % channels ? 1 : 0);
        return NDArray.wrap(Shape.of(channels * multiplier, channels, 1, 1), mask);
    }

    @Test
    void outputPaddingOfAPointwiseTransposeAddsZeros() {
        Tensor y = numbers(1, 2, 3);
        Tensor w = numbers(2, 1, 1);
        TransposeOptions options = TransposeOptions.of(ConvOptions.DEFAULTS.dilation(3));

        Tensor plain = Conv.convTranspose(y, w, options);
        Tensor padded = Conv.convTranspose(y, w, options.outputPadding(2));

        assertThat(padded.value().toDoubleArray())
                .startsWith(plain.value().toDoubleArray())
                .endsWith(0, 0)
                .hasSize(5);
    }

    /** NumPy's {@code convolve(x, [1, 2, 3], "full")} of 1, 10, 100 is 1, 12, 123, 230, 300. */
    @Test
    void flippedConvolutionIsTheOneOfSignalProcessing() {
        Tensor x = Tensor.of(new double[] {1, 10, 100}, 1, 1, 3);
        Tensor w = Tensor.of(new double[] {1, 2, 3}, 1, 1, 3);

        assertThat(Conv.flippedConv(x, w, ConvOptions.kernel(3).padding(2))
                        .value()
                        .toDoubleArray())
                .containsExactly(1, 12, 123, 230, 300);
        assertThat(Conv.conv(x, w, ConvOptions.kernel(3).padding(2)).value().toDoubleArray())
                .containsExactly(3, 32, 321, 210, 100);
    }

    /** {@code y[p, q] = sum over i, j of w[i, j] x[p - i, q - j]}. */
    @Property
    void flippedConvolutionEqualsItsSum(
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll @IntRange(min = 1, max = 3) int rows,
            @ForAll @IntRange(min = 1, max = 3) int columns) {
        Tensor x = numbers(1, 1, height, width);
        Tensor w = numbers(1, 1, rows, columns);

        Tensor y = Conv.flippedConv(x, w, ConvOptions.DEFAULTS.padding(rows - 1, columns - 1));

        for (int p = 0; p < height + rows - 1; p++) {
            for (int q = 0; q < width + columns - 1; q++) {
                double sum = 0;
                for (int i = Math.max(0, p - height + 1); i <= Math.min(p, rows - 1); i++) {
                    for (int j = Math.max(0, q - width + 1); j <= Math.min(q, columns - 1); j++) {
                        sum += w.value().get(0, 0, i, j) * x.value().get(0, 0, p - i, q - j);
                    }
                }
                assertThat(y.value().get(0, 0, p, q)).isEqualTo(sum);
            }
        }
    }

    private static void assertSameWithGradients(
            Tensor x, Tensor w, ConvOptions options, java.util.function.BinaryOperator<Tensor> general) {
        try (Tape tape = Tape.record()) {
            Tensor special = Conv.conv(x, w, options);
            Tensor other = general.apply(x, w);
            Tensor g = numbers(special.shape().dims());
            List<Tensor> gradients = tape.from(special).seed(g).keep().gradients(x, w);
            List<Tensor> expected = tape.from(other).seed(g).gradients(x, w);

            assertClose(special, other, Tolerance.EXACT);
            assertClose(gradients.get(0), expected.get(0), Tolerance.EXACT);
            assertClose(gradients.get(1), expected.get(1), Tolerance.EXACT);
        }
    }

    /** Small integers, so that sums are exact. */
    private static Tensor numbers(int... dims) {
        Random random = new Random(Shape.of(dims).hashCode());
        double[] numbers =
                random.ints(Shape.of(dims).size(), 1, 9).asDoubleStream().toArray();
        return new Tensor(NDArray.wrap(Shape.of(dims), numbers));
    }
}
