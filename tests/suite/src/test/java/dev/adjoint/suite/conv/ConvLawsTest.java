package dev.adjoint.suite.conv;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static dev.adjoint.jqwik.AdjointAssertions.assertLinear;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.backend.EachBackend;
import dev.adjoint.backend.Wide;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every convolution and every way to compute matrix products. */
class ConvLawsTest {

    /** {@code <conv(x, w), g> = <x, convTranspose(g, w)> = <w, filterGradient(x, g)>}, exactly. */
    @Property
    void convolutionTransposeAndFilterGradientAreAdjoint(@ForAll @Wide ConvCase c) {
        Tensor x = c.input();
        Tensor w = c.weight();
        Tensor dy = c.outputGradient();

        EachBackend.run(() -> {
            assertAdjoint(
                    t -> Conv.conv(t, w, c.options()),
                    g -> Conv.convTranspose(g, w, c.transposed()),
                    x,
                    dy,
                    Tolerance.EXACT);
            assertAdjoint(
                    t -> Conv.conv(x, t, c.options()),
                    g -> Conv.filterGradient(x, g, w.shape(), c.options()),
                    w,
                    dy,
                    Tolerance.EXACT);
        });
    }

    @Property
    void convolutionEqualsTheNaiveLoops(@ForAll @Wide ConvCase c) {
        Tensor x = c.input();
        Tensor w = c.weight();
        NDArray expected = NaiveConv.forward(Geometry.of(c), x.value(), w.value());

        EachBackend.run(() -> assertSame(Conv.conv(x, w, c.options()), expected));
    }

    @Property
    void transposedConvolutionEqualsTheNaiveLoops(@ForAll @Wide ConvCase c) {
        Tensor g = c.outputGradient();
        Tensor w = c.weight();
        NDArray expected = NaiveConv.inputGradient(Geometry.of(c), g.value(), w.value());

        EachBackend.run(() -> assertSame(Conv.convTranspose(g, w, c.transposed()), expected));
    }

    @Property
    void filterGradientEqualsTheNaiveLoops(@ForAll @Wide ConvCase c) {
        Tensor x = c.input();
        Tensor g = c.outputGradient();
        NDArray expected = NaiveConv.filterGradient(Geometry.of(c), x.value(), g.value());

        EachBackend.run(() -> assertSame(Conv.filterGradient(x, g, c.weightShape(), c.options()), expected));
    }

    @Property
    void gradientsFromTheTapeEqualTheNaiveLoops(@ForAll @Wide ConvCase c) {
        Geometry geometry = Geometry.of(c);
        Tensor x = c.input();
        Tensor w = c.weight();
        Tensor g = c.outputGradient();

        EachBackend.run(() -> {
            try (Tape tape = Tape.record()) {
                Tensor y = Conv.conv(x, w, c.options());
                List<Tensor> gradients = tape.from(y).seed(g).gradients(x, w);

                assertSame(gradients.get(0), NaiveConv.inputGradient(geometry, g.value(), w.value()));
                assertSame(gradients.get(1), NaiveConv.filterGradient(geometry, x.value(), g.value()));
            }
        });
    }

    /**
     * A sum of n products rounded in any order is off by at most n units of 2^-24 of the sum of their magnitudes (N.
     * Higham, Accuracy and stability of numerical algorithms, 2002, section 3.1), and inputs are rounded to float32
     * first, which adds another two.
     */
    @Property
    void float32DiffersFromFloat64ByRoundingOnly(@ForAll @Wide ConvCase c) {
        Geometry geometry = Geometry.of(c);
        RandomGenerator random = c.random();
        Tensor x = normal(geometry.inputShape(), random);
        Tensor w = normal(geometry.weightShape(), random);
        Tensor g = normal(geometry.outputShape(), random);
        int products = Math.max(
                geometry.weightShape().size(),
                geometry.batch() * geometry.outputShape().size());
        double unit = (products + 3) * 0x1p-24;

        EachBackend.run(() -> {
            assertWithin(
                    Conv.conv(narrow(x), narrow(w), c.options()),
                    NaiveConv.forward(geometry, x.value(), w.value()),
                    NaiveConv.forward(geometry, NaiveConv.abs(x.value()), NaiveConv.abs(w.value())),
                    unit);
            assertWithin(
                    Conv.convTranspose(narrow(g), narrow(w), c.transposed()),
                    NaiveConv.inputGradient(geometry, g.value(), w.value()),
                    NaiveConv.inputGradient(geometry, NaiveConv.abs(g.value()), NaiveConv.abs(w.value())),
                    unit);
            assertWithin(
                    Conv.filterGradient(narrow(x), narrow(g), w.shape(), c.options()),
                    NaiveConv.filterGradient(geometry, x.value(), g.value()),
                    NaiveConv.filterGradient(geometry, NaiveConv.abs(x.value()), NaiveConv.abs(g.value())),
                    unit);
        });
    }

    @Property
    void transposedConvolutionRestoresTheInputSizeThroughOutputPadding(@ForAll @Wide ConvCase c) {
        int[] leftOver = Geometry.of(c).each(Geometry.Axis::leftOver);
        TransposeOptions padded = TransposeOptions.of(c.options()).outputPadding(leftOver);

        Tensor bySize = Conv.convTranspose(c.outputGradient(), c.weight(), c.transposed());
        Tensor byPadding = Conv.convTranspose(c.outputGradient(), c.weight(), padded);

        assertThat(byPadding.shape()).isEqualTo(c.inputShape());
        assertThat(bySize.value().sameBits(byPadding.value())).isTrue();
    }

    /**
     * Any output padding below the larger of stride and dilation adds that many cells, and the same law holds for them.
     */
    @Property
    void outputPaddingWithinItsRangeEqualsTheNaiveLoops(
            @ForAll @Wide ConvCase c, @ForAll @IntRange(max = 3) int extra) {
        Geometry geometry = Geometry.of(c);
        int[] cells = geometry.each(a -> Math.min(extra, Math.max(a.stride(), a.dilation()) - 1));
        Geometry larger = geometry.withOutputPadding(cells);
        Tensor g = c.outputGradient();
        Tensor w = c.weight();
        Assume.that(larger.axes().stream().allMatch(axis -> axis.input() > 0));

        Tensor dx = Conv.convTranspose(g, w, TransposeOptions.of(c.options()).outputPadding(cells));

        assertSame(dx, NaiveConv.inputGradient(larger, g.value(), w.value()));
    }

    @Property
    void gradientOfCellsNoWindowTouchesIsZero(@ForAll @Wide ConvCase c) {
        Geometry geometry = Geometry.of(c);
        Shape shape = geometry.inputShape();

        EachBackend.run(() -> {
            Tensor dx = Conv.convTranspose(c.outputGradient(), c.weight(), c.transposed());
            for (int i = 0; i < shape.size(); i++) {
                int[] index = NaiveConv.index(shape, i);
                for (int axis = 0; axis < geometry.rank(); axis++) {
                    if (!geometry.axes().get(axis).touches(index[axis + 2])) {
                        assertThat(dx.value().at(i)).isZero();
                    }
                }
            }
        });
    }

    @Property
    void convolutionIsLinearInEachArgument(@ForAll @Wide ConvCase c) {
        Tensor x = c.input();
        Tensor w = c.weight();

        assertLinear(t -> Conv.conv(t, w, c.options()), x, x.mul(0).add(1), Tolerance.EXACT);
        assertLinear(t -> Conv.conv(x, t, c.options()), w, w.mul(0).add(1), Tolerance.EXACT);
    }

    private static Tensor normal(Shape shape, RandomGenerator random) {
        return new Tensor(NDArray.normal(DType.FLOAT64, shape, 0, 1, random));
    }

    private static Tensor narrow(Tensor x) {
        return x.to(DType.FLOAT32);
    }

    private static void assertSame(Tensor actual, NDArray expected) {
        assertClose(actual, new Tensor(expected), Tolerance.EXACT);
    }

    private static void assertWithin(Tensor actual, NDArray expected, NDArray magnitude, double unit) {
        assertThat(actual.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(actual.value().at(i) - expected.at(i)))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(unit * magnitude.at(i));
        }
    }
}
