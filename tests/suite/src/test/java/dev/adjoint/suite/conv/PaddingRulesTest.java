package dev.adjoint.suite.conv;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Pad;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Padding around an input: how much TensorFlow's rule adds, and what each mode puts there. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class PaddingRulesTest {

    /**
     * TensorFlow: {@code out = ceil(in / stride)}, {@code total = max((out - 1) stride + extent - in, 0)}, the smaller
     * half of it in front with SAME and behind with SAME_LOWER.
     */
    @Property
    void sameFollowsTheRuleOfTensorFlow(
            @ForAll @IntRange(min = 1, max = 12) int in,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation) {
        int out = (int) Math.ceil((double) in / stride);
        int total = Math.max((out - 1) * stride + (kernel - 1) * dilation + 1 - in, 0);
        int less = total / 2;
        int more = total - less;
        Tensor x = numbers(2, 1, in);
        Tensor w = numbers(1, 1, kernel);
        ConvOptions options = ConvOptions.kernel(kernel).stride(stride).dilation(dilation);

        Tensor same = Conv.conv(x, w, options.padding(Padding.SAME));
        Tensor lower = Conv.conv(x, w, options.padding(Padding.SAME_LOWER));

        assertThat(same.dim(2)).isEqualTo(out);
        assertThat(lower.dim(2)).isEqualTo(out);
        assertClose(same, Conv.conv(x, w, options.padding(sides(less, more))), Tolerance.EXACT);
        assertClose(lower, Conv.conv(x, w, options.padding(sides(more, less))), Tolerance.EXACT);
    }

    @Test
    void oddCellOfSameStandsAtTheEndAndOfSameLowerInFront() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        Tensor w = Tensor.of(new double[] {1, 10}, 1, 1, 2);

        assertThat(Conv.conv(x, w, ConvOptions.DEFAULTS.padding(Padding.SAME))
                        .value()
                        .toDoubleArray())
                .containsExactly(21, 32, 43, 4);
        assertThat(Conv.conv(x, w, ConvOptions.DEFAULTS.padding(Padding.SAME_LOWER))
                        .value()
                        .toDoubleArray())
                .containsExactly(10, 21, 32, 43);
    }

    @Property
    void transposeOfSameMultipliesTheSizeByTheStride(
            @ForAll @IntRange(min = 1, max = 6) int in,
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride) {
        ConvOptions options = ConvOptions.kernel(kernel).stride(stride).padding(Padding.SAME);
        Tensor y = numbers(1, 1, in);
        Tensor w = numbers(1, 1, kernel);
        Tensor x = numbers(1, 1, in * stride);

        Tensor transposed = Conv.convTranspose(y, w, TransposeOptions.of(options));

        assertThat(transposed.shape()).isEqualTo(x.shape());
        assertAdjoint(
                image -> Conv.conv(image, w, options),
                g -> Conv.convTranspose(g, w, TransposeOptions.of(options)),
                x,
                y,
                Tolerance.EXACT);
    }

    /** Each axis by itself: the cell at position i of the padded axis. */
    @Property
    void modesFillThePaddingByIndexArithmetic(
            @ForAll PaddingMode mode,
            @ForAll @Size(min = 1, max = 3) int[] sizes,
            @ForAll @IntRange(max = 1000) int seed) {
        int[] dims = Arrays.stream(sizes).map(s -> 1 + Math.floorMod(s, 5)).toArray();
        Random random = new Random(seed);
        int[] before = new int[dims.length];
        int[] after = new int[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            int most = mode == PaddingMode.REFLECT ? dims[axis] - 1 : mode == PaddingMode.CIRCULAR ? dims[axis] : 6;
            before[axis] = random.nextInt(most + 1);
            after[axis] = random.nextInt(most + 1);
        }
        Tensor x = numbers(dims);

        Tensor padded = Pad.pad(x, mode, before, after);

        for (int i = 0; i < padded.shape().size(); i++) {
            int[] index = NaiveConv.index(padded.shape(), i);
            boolean inside = true;
            for (int axis = 0; axis < dims.length; axis++) {
                index[axis] = source(mode, index[axis] - before[axis], dims[axis]);
                inside &= index[axis] >= 0;
            }
            assertThat(padded.value().at(i)).isEqualTo(inside ? x.value().get(index) : 0);
        }
        for (int axis = 0; axis < dims.length; axis++) {
            assertThat(padded.dim(axis)).isEqualTo(before[axis] + dims[axis] + after[axis]);
        }
    }

    /** The cell of 0 .. n-1 at position i, or -1 for none. */
    private static int source(PaddingMode mode, int i, int n) {
        if (i >= 0 && i < n) {
            return i;
        }
        return switch (mode) {
            case ZEROS -> -1;
            case REPLICATE -> i < 0 ? 0 : n - 1;
            case CIRCULAR -> i < 0 ? i + n : i - n;
            case REFLECT -> i < 0 ? -i : n - 1 - (i - (n - 1));
        };
    }

    @Property
    void convolutionWithAModeIsAConvolutionOfThePaddedInput(
            @ForAll PaddingMode mode,
            @ForAll @IntRange(min = 4, max = 6) int height,
            @ForAll @IntRange(min = 4, max = 6) int width,
            @ForAll @IntRange(max = 3) int padding,
            @ForAll @IntRange(min = 1, max = 3) int stride) {
        Assume.that(padding < Math.min(height, width));
        Tensor x = numbers(2, 4, height, width);
        Tensor w = numbers(2, 2, 3, 2);
        ConvOptions options = ConvOptions.DEFAULTS.stride(stride).groups(2);

        Tensor direct = Conv.conv(x, w, options.mode(mode).padding(padding, padding));

        int[] around = {0, 0, padding, padding};
        assertClose(direct, Conv.conv(Pad.pad(x, mode, around, around), w, options), Tolerance.EXACT);
    }

    @Test
    void modesReadAsTheDigitsInTheirDescription() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 4);

        assertThat(digits(x, PaddingMode.ZEROS, 2, 2)).isEqualTo("00123400");
        assertThat(digits(x, PaddingMode.REFLECT, 2, 2)).isEqualTo("32123432");
        assertThat(digits(x, PaddingMode.REPLICATE, 2, 2)).isEqualTo("11123444");
        assertThat(digits(x, PaddingMode.CIRCULAR, 2, 2)).isEqualTo("34123412");
    }

    @Test
    void negativeAmountsCrop() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 5);

        for (PaddingMode mode : PaddingMode.values()) {
            assertThat(digits(x, mode, -1, -2)).isEqualTo("23");
        }
        assertThat(digits(x, PaddingMode.ZEROS, -1, 2)).isEqualTo("234500");
        assertThat(digits(x, PaddingMode.REFLECT, 2, -2)).isEqualTo("32123");
        assertThat(digits(x, PaddingMode.REPLICATE, -4, 2)).isEqualTo("555");
        assertThat(digits(x, PaddingMode.CIRCULAR, -1, 2)).isEqualTo("234523");
        assertThat(digits(x, PaddingMode.CIRCULAR, 2, -1)).isEqualTo("341234");
    }

    @Test
    void circularPaddingNeedsAsManyCellsAsTheCropLeaves() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 5);

        assertThatThrownBy(() -> digits(x, PaddingMode.CIRCULAR, -3, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("at most 2 cells");
    }

    @Test
    void layerCropsAndWindowsRefuseTo() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
        Padding crop = Padding.sides(new int[] {-1, 0}, new int[] {0, -2});

        assertThat(new dev.adjoint.nn.Pad(2, PaddingMode.REPLICATE, crop)
                        .forward(x)
                        .value()
                        .toDoubleArray())
                .containsExactly(4);
        assertThatThrownBy(() -> ConvOptions.kernel(2).padding(crop))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("padding: expected at least 0, got [-1, 0]");
        assertThatThrownBy(() -> PoolOptions.kernel(2).padding(-1)).isInstanceOf(ArgumentException.class);
    }

    private static String digits(Tensor x, PaddingMode mode, int before, int after) {
        StringBuilder text = new StringBuilder();
        for (double number :
                Pad.pad(x, mode, new int[] {before}, new int[] {after}).value().toDoubleArray()) {
            text.append((int) number);
        }
        return text.toString();
    }

    private static Padding sides(int before, int after) {
        return Padding.sides(new int[] {before}, new int[] {after});
    }

    /** Small integers, so that sums are exact. */
    private static Tensor numbers(int... dims) {
        Random random = new Random(Shape.of(dims).hashCode());
        double[] numbers =
                random.ints(Shape.of(dims).size(), 1, 9).asDoubleStream().toArray();
        return new Tensor(NDArray.wrap(Shape.of(dims), numbers));
    }
}
