package dev.adjoint.suite.conv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.kernel.ConvAlgorithms;
import dev.adjoint.kernel.Gemms;
import dev.adjoint.op.Conv;
import dev.adjoint.suite.conv.Geometry.Axis;
import dev.adjoint.window.TransposeOptions;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Convolutions with kernels of 3x3 by minimal filtering, whichever way matrix products are computed. */
class MinimalFilteringTest {
    /**
     * How much larger than the unit of rounding its error is, relative to the sum of the magnitudes of the products:
     * the norms of its transforms amplify rounding. The most over 400 random cases of up to 40 channels was 62.
     */
    private static final double AMPLIFICATION = 200;

    @Provide
    Arbitrary<Geometry> geometries() {
        Arbitrary<Axis> axes = Combinators.combine(
                        Arbitraries.integers().between(1, 10),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2))
                .filter((input, before, after) -> input + before + after >= 3)
                .as((input, before, after) -> new Axis(input, 3, 1, 1, before, after));
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(1, 3, 16, 17),
                        Arbitraries.of(1, 2, 16, 19),
                        axes.list().ofSize(2))
                .as(Geometry::new);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void equalsTheNaiveLoopsWithinStatedAccuracy(@ForAll("geometries") Geometry geometry) {
        Tensor x = geometry.exact(geometry.inputShape());
        Tensor w = geometry.exact(geometry.weightShape());
        Tensor g = geometry.exact(geometry.outputShape());
        NDArray y = NaiveConv.forward(geometry, x.value(), w.value());
        NDArray dx = NaiveConv.inputGradient(geometry, g.value(), w.value());
        NDArray dw = NaiveConv.filterGradient(geometry, x.value(), g.value());
        NDArray xs = NaiveConv.abs(x.value());
        NDArray ws = NaiveConv.abs(w.value());
        NDArray gs = NaiveConv.abs(g.value());

        Gemms.each(() -> ConvAlgorithms.with("winograd", () -> {
            for (DType dtype : DType.values()) {
                Tensor image = x.to(dtype);
                Tensor filter = w.to(dtype);
                Tensor gradient = g.to(dtype);
                TransposeOptions transpose =
                        TransposeOptions.of(geometry.options()).outputSize(geometry.each(Axis::input));
                assertClose(
                        Conv.conv(image, filter, geometry.options()), y, NaiveConv.forward(geometry, xs, ws), dtype);
                assertClose(
                        Conv.convTranspose(gradient, filter, transpose),
                        dx,
                        NaiveConv.inputGradient(geometry, gs, ws),
                        dtype);
                assertClose(
                        Conv.filterGradient(image, gradient, filter.shape(), geometry.options()),
                        dw,
                        NaiveConv.filterGradient(geometry, xs, gs),
                        dtype);
            }
        }));
    }

    private static void assertClose(Tensor actual, NDArray expected, NDArray magnitudes, DType dtype) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double unit = dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
        double scale = max(magnitudes);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(actual.value().at(i) - expected.at(i)))
                    .as("element %d of %s", i, expected.shape())
                    .isLessThanOrEqualTo(AMPLIFICATION * unit * scale);
        }
    }

    private static double max(NDArray x) {
        return java.util.Arrays.stream(x.toDoubleArray()).max().orElse(0);
    }
}
