package dev.adjoint.suite.windows;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import dev.adjoint.op.DeformConv;
import dev.adjoint.op.Pad;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DeformConvTest {
    private static final ConvOptions OPTIONS =
            ConvOptions.kernel(3, 2).stride(2, 1).padding(1).dilation(1, 2).groups(2);
    private static final Shape IMAGE = Shape.of(2, 4, 5, 6);
    private static final Shape FILTERS = Shape.of(6, 2, 3, 2);

    @Property
    void withoutOffsetsItIsTheConvolution(
            @ForAll @ConvOf(minAxes = 2, maxAxes = 2, maxGroups = 3, maxDilation = 3) ConvCase c) {
        Tensor offset = zeros(offsets(c.geometry(), c.inputShape().dim(0), 1));
        Tensor ones = zeros(offset.shape().with(1, offset.dim(1) / 2)).add(1);
        Tensor expected = Conv.conv(c.input(), c.weight(), c.options());

        assertClose(DeformConv.conv(c.input(), c.weight(), offset, c.options()), expected, Tolerance.EXACT);
        assertClose(DeformConv.conv(c.input(), c.weight(), offset, ones, c.options()), expected, Tolerance.EXACT);
    }

    @Property
    void aWholeOffsetReadsTheShiftedImage(
            @ForAll @IntRange(min = -8, max = 8) int down, @ForAll @IntRange(min = -8, max = 8) int right) {
        Tensor x = Uniform.tensor(1, IMAGE);
        Tensor w = Uniform.tensor(2, FILTERS);
        ConvGeometry geometry = ConvGeometry.of(IMAGE, FILTERS, OPTIONS);
        Shape shape = offsets(geometry, 2, 1);
        double[] pairs = new double[shape.size()];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = i / geometry.outputCells() % 2 == 0 ? down : right;
        }
        Tensor offset = new Tensor(NDArray.wrap(shape, pairs));
        int[] margin = {0, 0, 9, 9};
        Tensor wide = Pad.pad(x, PaddingMode.ZEROS, margin, margin);
        Tensor expected = shiftedConv(wide, w, down, right, geometry);

        assertClose(DeformConv.conv(x, w, offset, OPTIONS), expected, new Tolerance(0, 1e-12));
    }

    /** The convolution without padding of that part of an image with margins of 9 that the shifted windows see. */
    private static Tensor shiftedConv(Tensor wide, Tensor w, int down, int right, ConvGeometry g) {
        int top = 9 - 1 + down;
        int left = 9 - 1 + right;
        int[] before = {0, 0, -top, -left};
        int[] after = {
            0, 0, top + g.height().input() + 2 - wide.dim(2), left + g.width().input() + 2 - wide.dim(3)
        };
        return Conv.conv(Pad.pad(wide, PaddingMode.ZEROS, before, after), w, OPTIONS.padding(0));
    }

    @Example
    void readsBetweenCellsAreInterpolatedAndZeroOutside() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 2, 2);
        Tensor w = Tensor.of(new double[] {1}, 1, 1, 1, 1);
        // A quarter of a cell down and half a cell right, from each of the four cells.
        Tensor offset = Tensor.of(new double[] {.25, .25, .25, .25, .5, .5, .5, .5}, 1, 2, 2, 2);
        double[] expected = {
            .75 * (1 + 2) / 2 + .25 * (3 + 4) / 2, .75 * 2 / 2 + .25 * 4 / 2, .75 * (3 + 4) / 2, .75 * 4 / 2
        };

        assertThat(DeformConv.conv(x, w, offset, ConvOptions.DEFAULTS).value().doubles())
                .containsExactly(expected, within(1e-15));
        assertThat(DeformConv.conv(
                                x.to(DType.FLOAT32),
                                w.to(DType.FLOAT32),
                                offset.to(DType.FLOAT32),
                                ConvOptions.DEFAULTS)
                        .value()
                        .toDoubleArray())
                .containsExactly(expected, within(1e-6));
        Tensor far = offset.add(1e12);
        assertThat(DeformConv.conv(x, w, far, ConvOptions.DEFAULTS).value().doubles())
                .containsOnly(0);
    }

    @Property(tries = 20)
    void gradientsToImageWeightOffsetAndMaskAreRight(@ForAll @IntRange(min = 0, max = 1) int more, @ForAll long seed) {
        int groups = 1 + more;
        Tensor x = Uniform.tensor(seed, Shape.of(1, 4, 3, 4));
        Tensor w = Uniform.tensor(seed + 1, Shape.of(2, 2, 2, 2));
        ConvOptions options = ConvOptions.kernel(2).padding(1).stride(2).groups(2);
        ConvGeometry geometry = ConvGeometry.of(x.shape(), w.shape(), options);
        Shape shape = offsets(geometry, 1, groups);
        // Whole parts from -2 to 2, and fractions far from 0, where the interpolation has kinks.
        Tensor offset = whole(seed + 2, shape)
                .add(Uniform.tensor(seed + 3, shape).mul(0.4).add(0.5));
        Tensor mask = Uniform.tensor(seed + 4, shape.with(1, shape.dim(1) / 2));

        assertGradientsMatch(
                new GradCheck().order(2).directionsAbove(8, 4),
                t -> DeformConv.conv(t.get(0), t.get(1), t.get(2), t.get(3), options),
                x,
                w,
                offset,
                mask);
    }

    private static Tensor whole(long seed, Shape shape) {
        NDArray numbers = Uniform.tensor(seed, shape).value();
        double[] rounded = new double[numbers.size()];
        Arrays.setAll(rounded, i -> Math.rint(2 * numbers.at(i)));
        return new Tensor(NDArray.wrap(shape, rounded));
    }

    @Example
    void eachGroupOfChannelsHasOffsetsOfItsOwn() {
        Tensor x = Uniform.tensor(1, IMAGE);
        Tensor w = Uniform.tensor(2, FILTERS);
        ConvGeometry geometry = ConvGeometry.of(IMAGE, FILTERS, OPTIONS);
        Tensor offset = Uniform.tensor(3, offsets(geometry, 2, 2));
        int half = offset.dim(1) / 2;

        // The groups of the convolution are those of the offsets here, so each half of the channels stands alone.
        ConvOptions single = OPTIONS.groups(1);
        for (int group = 0; group < 2; group++) {
            Tensor y = DeformConv.conv(
                    x.slice(1, 2 * group, 2 * group + 2),
                    w.slice(0, 3 * group, 3 * group + 3),
                    offset.slice(1, half * group, half * group + half),
                    single);
            Tensor whole = DeformConv.conv(x, w, offset, OPTIONS);
            assertClose(whole.slice(1, 3 * group, 3 * group + 3), y, new Tolerance(0, 1e-13));
        }
    }

    @Example
    void offsetsAndMasksThatDoNotFitAreRefused() {
        Tensor x = Uniform.tensor(1, IMAGE);
        Tensor w = Uniform.tensor(2, FILTERS);
        ConvGeometry geometry = ConvGeometry.of(IMAGE, FILTERS, OPTIONS);
        Tensor offset = zeros(offsets(geometry, 2, 1));

        assertThatThrownBy(() -> DeformConv.conv(x, w, offset.slice(1, 0, 11), OPTIONS))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected offsets " + offset.shape());
        assertThatThrownBy(() -> DeformConv.conv(x, w, zeros(offsets(geometry, 2, 3)), OPTIONS))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("divide the 4 input channels");
        assertThatThrownBy(() -> DeformConv.conv(x, w, offset, offset, OPTIONS))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "expected a mask of shape " + offset.shape().with(1, 6));
        assertThatThrownBy(() -> DeformConv.conv(x, w, offset, OPTIONS.mode(PaddingMode.REFLECT)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("ZEROS");
    }

    /** The shape of offsets for some groups of channels. */
    private static Shape offsets(ConvGeometry geometry, int batch, int groups) {
        return geometry.outputShape(batch).with(1, 2 * groups * geometry.kernelCells());
    }

    private static Tensor zeros(Shape shape) {
        return new Tensor(NDArray.zeros(DType.FLOAT64, shape));
    }
}
