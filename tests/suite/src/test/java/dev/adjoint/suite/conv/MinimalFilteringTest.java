package dev.adjoint.suite.conv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.backend.EachBackend;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.kernel.convolution.ForcedWay;
import dev.adjoint.op.Conv;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Convolutions with kernels of 3x3 by minimal filtering, with every way to compute matrix products. */
class MinimalFilteringTest {
    /**
     * The error in units of rounding, relative to the sum of the magnitudes of the products. The norms of the
     * transforms amplify rounding. The largest error over 400 random cases of up to 40 channels was 62.
     */
    private static final double AMPLIFICATION = 200;

    @Property(tries = 60)
    void equalsTheNaiveLoopsWithinStatedAccuracy(
            @ForAll
                    @ConvOf(
                            minAxes = 2,
                            maxAxes = 2,
                            maxBatch = 3,
                            maxChannels = 19,
                            maxWindows = 12,
                            minKernel = 3,
                            maxStride = 1,
                            maxDilation = 1)
                    ConvCase c) {
        Geometry geometry = Geometry.of(c);
        Tensor x = c.input();
        Tensor w = c.weight();
        Tensor g = c.outputGradient();
        NDArray y = NaiveConv.forward(geometry, x.value(), w.value());
        NDArray dx = NaiveConv.inputGradient(geometry, g.value(), w.value());
        NDArray dw = NaiveConv.filterGradient(geometry, x.value(), g.value());
        NDArray xs = NaiveConv.abs(x.value());
        NDArray ws = NaiveConv.abs(w.value());
        NDArray gs = NaiveConv.abs(g.value());

        EachBackend.run(() -> ForcedWay.with("winograd", () -> {
            for (DType dtype : DType.values()) {
                Tensor image = x.to(dtype);
                Tensor filter = w.to(dtype);
                Tensor gradient = g.to(dtype);
                assertClose(Conv.conv(image, filter, c.options()), y, NaiveConv.forward(geometry, xs, ws), dtype);
                assertClose(
                        Conv.convTranspose(gradient, filter, c.transposed()),
                        dx,
                        NaiveConv.inputGradient(geometry, gs, ws),
                        dtype);
                assertClose(
                        Conv.filterGradient(image, gradient, filter.shape(), c.options()),
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
