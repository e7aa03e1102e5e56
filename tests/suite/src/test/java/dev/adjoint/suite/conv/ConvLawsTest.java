package dev.adjoint.suite.conv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.kernel.Gemms;
import dev.adjoint.op.Conv;
import dev.adjoint.window.TransposeOptions;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;

/** What holds for every convolution, whichever way matrix products are computed. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConvLawsTest {

    /** {@code <conv(x, w), g> = <x, convTranspose(g, w)> = <w, filterGradient(x, g)>}, exactly. */
    @Property
    void convolutionTransposeAndFilterGradientAreAdjoint(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        Tensor g = geometry.exact(geometry.outputShape());

        Gemms.each(() -> {
            double form = inner(Conv.conv(x, w, geometry.options()), g);

            assertThat(inner(x, Conv.convTranspose(g, w, transpose(geometry)))).isEqualTo(form);
            assertThat(inner(w, Conv.filterGradient(x, g, w.shape(), geometry.options())))
                    .isEqualTo(form);
        });
    }

    @Property
    void convolutionEqualsTheNaiveLoops(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        NDArray expected = NaiveConv.forward(geometry, x.value(), w.value());

        Gemms.each(() -> assertSame(Conv.conv(x, w, geometry.options()), expected));
    }

    @Property
    void transposedConvolutionEqualsTheNaiveLoops(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor g = geometry.exact(geometry.outputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        NDArray expected = NaiveConv.inputGradient(geometry, g.value(), w.value());

        Gemms.each(() -> assertSame(Conv.convTranspose(g, w, transpose(geometry)), expected));
    }

    @Property
    void filterGradientEqualsTheNaiveLoops(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor g = geometry.exact(geometry.outputShape());
        NDArray expected = NaiveConv.filterGradient(geometry, x.value(), g.value());

        Gemms.each(() -> assertSame(Conv.filterGradient(x, g, geometry.weightShape(), geometry.options()), expected));
    }

    @Property
    void gradientsFromTheTapeEqualTheNaiveLoops(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        Tensor g = geometry.exact(geometry.outputShape());

        Gemms.each(() -> {
            try (Tape tape = Tape.record()) {
                Tensor y = Conv.conv(x, w, geometry.options());
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
    void float32DiffersFromFloat64ByRoundingOnly(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.normal(geometry.inputShape());
        Tensor w = geometry.normal(geometry.weightShape());
        Tensor g = geometry.normal(geometry.outputShape());
        int products = Math.max(
                geometry.weightShape().size(),
                geometry.batch() * geometry.outputShape().size());
        double unit = (products + 3) * 0x1p-24;

        Gemms.each(() -> {
            assertClose(
                    Conv.conv(narrow(x), narrow(w), geometry.options()),
                    NaiveConv.forward(geometry, x.value(), w.value()),
                    NaiveConv.forward(geometry, NaiveConv.abs(x.value()), NaiveConv.abs(w.value())),
                    unit);
            assertClose(
                    Conv.convTranspose(narrow(g), narrow(w), transpose(geometry)),
                    NaiveConv.inputGradient(geometry, g.value(), w.value()),
                    NaiveConv.inputGradient(geometry, NaiveConv.abs(g.value()), NaiveConv.abs(w.value())),
                    unit);
            assertClose(
                    Conv.filterGradient(narrow(x), narrow(g), w.shape(), geometry.options()),
                    NaiveConv.filterGradient(geometry, x.value(), g.value()),
                    NaiveConv.filterGradient(geometry, NaiveConv.abs(x.value()), NaiveConv.abs(g.value())),
                    unit);
        });
    }

    @Property
    void transposedConvolutionRestoresTheInputSizeThroughOutputPadding(
            @ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor g = geometry.exact(geometry.outputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        TransposeOptions options = TransposeOptions.of(geometry.options());

        Tensor bySize = Conv.convTranspose(g, w, options.outputSize(geometry.each(Geometry.Axis::input)));
        Tensor byPadding = Conv.convTranspose(g, w, options.outputPadding(geometry.each(Geometry.Axis::leftOver)));

        assertThat(byPadding.shape()).isEqualTo(geometry.inputShape());
        assertThat(bySize.value().sameBits(byPadding.value())).isTrue();
    }

    /**
     * Any output padding below the larger of stride and dilation: that many cells more, to which the same law holds.
     */
    @Property
    void outputPaddingWithinItsRangeEqualsTheNaiveLoops(
            @ForAll(supplier = Geometries.class) Geometry geometry, @ForAll @IntRange(max = 3) int extra) {
        int[] cells = geometry.each(a -> Math.min(extra, Math.max(a.stride(), a.dilation()) - 1));
        Geometry larger = geometry.withOutputPadding(cells);
        Tensor g = geometry.exact(geometry.outputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        Assume.that(larger.axes().stream().allMatch(axis -> axis.input() > 0));

        Tensor dx =
                Conv.convTranspose(g, w, TransposeOptions.of(geometry.options()).outputPadding(cells));

        assertSame(dx, NaiveConv.inputGradient(larger, g.value(), w.value()));
    }

    @Property
    void gradientOfCellsNoWindowTouchesIsZero(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor w = geometry.normal(geometry.weightShape());
        Tensor g = geometry.normal(geometry.outputShape());
        Shape shape = geometry.inputShape();

        Gemms.each(() -> {
            Tensor dx = Conv.convTranspose(g, w, transpose(geometry));
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
    void convolutionIsLinearInEachArgument(@ForAll(supplier = Geometries.class) Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        Tensor y = Conv.conv(x, w, geometry.options());

        assertSame(Conv.conv(x.mul(2), w.mul(-0.5), geometry.options()), y.neg().value());
        assertSame(
                Conv.conv(x.add(1), w, geometry.options())
                        .sub(Conv.conv(x.mul(0).add(1), w, geometry.options())),
                y.value());
    }

    private static TransposeOptions transpose(Geometry geometry) {
        return TransposeOptions.of(geometry.options()).outputSize(geometry.each(Geometry.Axis::input));
    }

    private static double inner(Tensor a, Tensor b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        double sum = 0;
        for (int i = 0; i < a.shape().size(); i++) {
            sum += a.value().at(i) * b.value().at(i);
        }
        return sum;
    }

    private static Tensor narrow(Tensor x) {
        return x.to(DType.FLOAT32);
    }

    /** Equal numbers, where 0 equals -0. */
    private static void assertSame(Tensor actual, NDArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.value().at(i) - expected.at(i))
                    .as("element %d", i)
                    .isZero();
        }
    }

    private static void assertClose(Tensor actual, NDArray expected, NDArray magnitude, double unit) {
        assertThat(actual.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(actual.value().at(i) - expected.at(i)))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(unit * magnitude.at(i));
        }
    }
}
