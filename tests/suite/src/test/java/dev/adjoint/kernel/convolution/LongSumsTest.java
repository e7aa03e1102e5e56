package dev.adjoint.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.backend.EachBackend;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sums over the cells of windows of very many channels; the bounds are the errors of PyTorch 2.10. */
class LongSumsTest {
    private static final double AT_2_18 = 2.6e-6;
    private static final double AT_2_20 = 2.1e-5;

    @Test
    void sumsOfAQuarterOfAMillionCellsAreAccurate() {
        assertAccurate(1 << 18, 1, 1, 1, AT_2_18);
        assertAccurate(1 << 16, 1, 2, 1, AT_2_18);
        assertAccurate(1 << 16, 17, 2, 1, AT_2_18);
        assertAccurate(29128, 4, 3, 0, AT_2_18);
    }

    @Test
    void sumsOfAMillionCellsAreAccurate() {
        assertAccurate(1 << 20, 1, 1, 1, AT_2_20);
        assertAccurate(1 << 18, 2, 2, 0, AT_2_20);
    }

    private static void assertAccurate(int channels, int filters, int kernel, int more, double most) {
        Axis axis = Axis.of(kernel + more, kernel, 1, 1, 0, 0);
        ConvGeometry geometry = ConvGeometry.of(channels, filters, 1, axis, axis);
        NDArray x = numbers(geometry.inputShape(1));
        NDArray w = numbers(geometry.weightShape());
        NDArray expected = Convolution.forward(geometry, x.to(DType.FLOAT64), w.to(DType.FLOAT64));

        EachBackend.run(() -> {
            NDArray actual = Convolution.forward(geometry, x, w);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(Math.abs(actual.at(i) / expected.at(i) - 1))
                        .as("%d channels, %d filters, kernel %d", channels, filters, kernel)
                        .isLessThan(most);
            }
        });
    }

    private static NDArray numbers(Shape shape) {
        SplittableRandom random = new SplittableRandom(42);
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble();
        }
        return NDArray.of(shape, numbers);
    }
}
