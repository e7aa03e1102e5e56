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

/**
 * A cell that is large, infinite or no number at all reaches the windows that read it, and no other one, by Fourier
 * transforms.
 */
class LargeCellsTest {
    private static final int SIZE = 13;
    private static final int PLACE = 5 * SIZE + 6;
    private static final double[] LARGE = {1e4, -1e6, 1e8, 1e30, Double.POSITIVE_INFINITY, Double.NaN};

    private final SplittableRandom random = new SplittableRandom(41);

    @Test
    void transformsKeepALargeCellWithinItsWindows() {
        Axis axis = Axis.of(SIZE, 5, 1, 1, 2, 2);
        ConvGeometry geometry = ConvGeometry.of(2, 3, 1, axis, axis);
        for (double cell : LARGE) {
            EachBackend.run(() -> ForcedWay.with("fourier", () -> assertStays(geometry, cell, 2)));
        }
    }

    private void assertStays(ConvGeometry geometry, double cell, int reach) {
        boolean[] read = new boolean[geometry.outputCells()];
        markWindows(PLACE, reach, read);
        for (DType dtype : DType.values()) {
            NDArray w = numbers(dtype, geometry.weightShape());
            NDArray plain = numbers(dtype, geometry.inputShape(1));
            NDArray large = with(plain, cell);
            assertSame(Convolution.forward(geometry, large, w), Convolution.forward(geometry, plain, w), read, cell);
            NDArray gradient = numbers(dtype, geometry.outputShape(1));
            assertSame(
                    Convolution.inputGradient(geometry, with(gradient, cell), w),
                    Convolution.inputGradient(geometry, gradient, w),
                    read,
                    cell);
            assertFilterGradient(geometry, plain, gradient, cell);
        }
    }

    /** A large cell of the first channel among gradients that are 0 where its windows are is not there for filters. */
    private static void assertFilterGradient(ConvGeometry geometry, NDArray x, NDArray dy, double cell) {
        if (!(Math.abs(cell) < 1e29)) {
            return;
        }
        boolean[] read = new boolean[geometry.outputCells()];
        markWindows(PLACE, geometry.width().kernel() / 2, read);
        double[] gradients = dy.toDoubleArray();
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = read[i % read.length] ? 0 : gradients[i];
        }
        NDArray masked = NDArray.of(dy.shape(), gradients).to(dy.dtype());
        NDArray expected = Convolution.filterGradient(geometry, x, masked);
        NDArray actual = Convolution.filterGradient(geometry, with(x, cell), masked);
        double tolerance = dy.dtype() == DType.FLOAT32 ? 2e-4 : 1e-11;
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(actual.at(i) - expected.at(i)))
                    .as("filter cell %d", i)
                    .isLessThan(tolerance);
        }
    }

    private static void assertSame(NDArray actual, NDArray expected, boolean[] read, double cell) {
        double tolerance = actual.dtype() == DType.FLOAT32 ? 1e-4 : 1e-11;
        for (int i = 0; i < actual.size(); i++) {
            if (!read[i % read.length]) {
                assertThat(Math.abs(actual.at(i) - expected.at(i)))
                        .as("cell %d beside one of %s", i % read.length, cell)
                        .isLessThan(tolerance);
            } else if (Double.isNaN(cell)) {
                assertThat(actual.at(i)).isNaN();
            }
        }
    }

    private static void markWindows(int place, int reach, boolean[] read) {
        for (int h = -reach; h <= reach; h++) {
            for (int w = -reach; w <= reach; w++) {
                int row = place / SIZE + h;
                int column = place % SIZE + w;
                if (row >= 0 && row < SIZE && column >= 0 && column < SIZE) {
                    read[row * SIZE + column] = true;
                }
            }
        }
    }

    private static NDArray with(NDArray x, double cell) {
        double[] numbers = x.toDoubleArray();
        numbers[PLACE] = cell;
        return NDArray.of(x.shape(), numbers).to(x.dtype());
    }

    private NDArray numbers(DType dtype, Shape shape) {
        double[] numbers = new double[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextDouble(-5, 5);
        }
        return NDArray.of(shape, numbers).to(dtype);
    }
}
