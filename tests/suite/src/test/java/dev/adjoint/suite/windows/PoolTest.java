package dev.adjoint.suite.windows;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final SplittableRandom random = new SplittableRandom(11);

    private Tensor uniform(double low, double high, int... dims) {
        return new Tensor(NDArray.uniform(DType.FLOAT64, Shape.of(dims), low, high, random));
    }

    @Test
    void strideDefaultsToTheKernel() {
        Tensor x = Tensor.of(new double[] {1, 5, 2, 3, 9, 4, 7}, 1, 1, 7);

        assertThat(Pool.max(x, PoolOptions.kernel(2)).value().doubles()).containsExactly(5, 3, 9);
        assertThat(Pool.max(x, PoolOptions.kernel(2).ceilMode(true)).value().doubles())
                .containsExactly(5, 3, 9, 7);
    }

    @Test
    void paddingNeverWinsNotEvenOverNegativeInfinity() {
        double low = Double.NEGATIVE_INFINITY;
        Tensor x = Tensor.of(new double[] {low, low, -3, -2}, 1, 1, 4);
        PoolOptions options = PoolOptions.kernel(2).padding(1);

        assertThat(Pool.max(x, options).value().doubles()).containsExactly(low, -3, -2);
        assertThat(Pool.maxIndices(x, options).ints()).containsExactly(0, 2, 3);
    }

    @Test
    void nanWinsInEveryPlaceOfAWindow() {
        for (int place = 0; place < 4; place++) {
            double[] numbers = {3, 1, 2, 4};
            numbers[place] = Double.NaN;
            for (Tensor x : new Tensor[] {
                Tensor.of(numbers, 1, 1, 2, 2), Tensor.of(numbers, 1, 1, 2, 2).to(DType.FLOAT32)
            }) {
                assertThat(Pool.max(x, PoolOptions.kernel(2)).item()).isNaN();
                assertThat(Pool.maxIndices(x, PoolOptions.kernel(2)).at(0)).isEqualTo(place);
                assertThat(Pool.max(x, PoolOptions.kernel(2).padding(1).stride(3))
                                .value()
                                .size())
                        .isEqualTo(1);
            }
            assertThat(Pool.globalMax(Tensor.of(numbers, 1, 1, 4)).item()).isNaN();
        }
    }

    @Test
    void ofSeveralNansTheLastWins() {
        Tensor x = Tensor.of(new double[] {Double.NaN, 2, Double.NaN, 1}, 1, 1, 2, 2);

        assertThat(Pool.maxIndices(x, PoolOptions.kernel(2)).ints()).containsExactly(2);
        assertThat(Pool.maxIndices(x.reshape(1, 1, 4), PoolOptions.kernel(4)).ints())
                .containsExactly(2);
    }

    @Test
    void squaresOfTwoAreAveragedAndShareTheirGradient() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 100, 5, 6, 7, 8, 100}, 1, 1, 2, 5);
        Tensor g = Tensor.of(new double[] {4, 8}, 1, 1, 1, 2);
        try (Tape tape = Tape.record()) {
            Tensor y = Pool.average(x, PoolOptions.kernel(2));
            assertThat(y.value().doubles()).containsExactly(3.5, 5.5);
            assertThat(tape.from(y).seed(g).gradients(x).get(0).value().doubles())
                    .containsExactly(1, 1, 2, 2, 0, 1, 1, 2, 2, 0);
        }
    }

    @Test
    void globalPoolingLeavesOneCellOfEachChannel() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 6, -1, -2, -3, -10}, 1, 2, 2, 2);

        assertThat(Pool.globalAverage(x).shape()).isEqualTo(Shape.of(1, 2, 1, 1));
        assertThat(Pool.globalAverage(x).value().doubles()).containsExactly(3, -4);
        assertThat(Pool.globalMax(x).value().doubles()).containsExactly(6, -1);
    }

    @Test
    void manySmallPlanesAndOneLargePlaneGiveTheSameNumbers() {
        Tensor large = uniform(-1, 1, 1, 1, 512, 96);
        Tensor small = large.reshape(16, 16, 2, 96);

        assertThat(Pool.max(large, PoolOptions.kernel(2)).value().doubles())
                .containsExactly(Pool.max(small, PoolOptions.kernel(2)).value().doubles());
        assertThat(Pool.average(large, PoolOptions.kernel(2)).value().doubles())
                .containsExactly(
                        Pool.average(small, PoolOptions.kernel(2)).value().doubles());
    }

    @Test
    void sameRulePadsAnOddCellAtTheEnd() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5}, 1, 1, 5);

        assertThat(Pool.average(x, PoolOptions.kernel(2).padding(Padding.SAME).countIncludePad(false))
                        .value()
                        .doubles())
                .containsExactly(1.5, 3.5, 5);
    }

    @Test
    void lpPoolingIsTheNormOfEachWindow() {
        Tensor x = Tensor.of(new double[] {3, 4, 0, 0, 5, 12}, 1, 1, 6);

        assertThat(Pool.lp(x, 2, PoolOptions.kernel(2)).value().doubles())
                .containsExactly(new double[] {5, 0, 13}, within(1e-12));
        assertThat(Pool.lp(x, 1, PoolOptions.kernel(3)).value().doubles())
                .containsExactly(new double[] {7, 17}, within(1e-12));
    }

    @Test
    void lpPoolingScalesAWindowThatHangsOverToTheWholeKernel() {
        Tensor x = Tensor.of(new double[] {1, 1, 1, 1, 1}, 1, 1, 5);

        assertThat(Pool.lp(x, 1, PoolOptions.kernel(3).ceilMode(true)).value().doubles())
                .containsExactly(new double[] {3, 3}, within(1e-12));
    }

    @Test
    void gradientOfLpPoolingIsZeroWhereAWindowIsZero() {
        Tensor x = Tensor.of(new double[] {3, 4, 0, 0}, 1, 1, 4);
        try (Tape tape = Tape.record()) {
            Tensor y = Pool.lp(x, 2, PoolOptions.kernel(2)).sum();
            assertThat(tape.from(y).gradients(x).get(0).value().doubles())
                    .containsExactly(new double[] {0.6, 0.8, 0, 0}, within(1e-12));
        }
    }

    @Test
    void gradientsOfFirstAndSecondOrderAreRight() {
        PoolOptions options = PoolOptions.kernel(3, 2).stride(2).padding(1).ceilMode(true);
        Tensor x = uniform(-1, 1, 2, 2, 5, 4);

        assertGradientsMatch(v -> Pool.max(v, options).square(), x);
        assertGradientsMatch(
                v -> Pool.average(v, options.countIncludePad(false)).square(), x);
        assertGradientsMatch(v -> Pool.adaptiveAverage(v, 2, 3).square(), x);
        assertGradientsMatch(v -> Pool.adaptiveMax(v, 2, 3).square(), x);
        assertGradientsMatch(v -> Pool.lp(v, 3, PoolOptions.kernel(2)), uniform(0.5, 1.5, 1, 2, 4, 4));
    }

    @Test
    void unpoolingPutsMaximaBackWhereTheyWere() {
        Tensor x = uniform(-1, 1, 2, 3, 4, 6);
        PoolOptions options = PoolOptions.kernel(2);
        Tensor y = Pool.max(x, options);
        IntArray indices = Pool.maxIndices(x, options);

        Tensor back = Pool.maxUnpool(y, indices, 4, 6);

        assertThat(Pool.maxIndices(back.abs(), options)).isEqualTo(indices);
        assertThat(back.sum().item()).isCloseTo(y.sum().item(), within(1e-12));
        assertGradientsMatch(v -> Pool.maxUnpool(v, indices, 4, 6).square(), y);
    }

    @Test
    void unpoolingDoesNotAddElementsOfOneIndex() {
        Tensor x = Tensor.of(new double[] {1, 7, 2, 3}, 1, 1, 4);
        PoolOptions options = PoolOptions.kernel(2).stride(1);

        Tensor back = Pool.maxUnpool(Pool.max(x, options), Pool.maxIndices(x, options), 4);

        assertThat(back.value().doubles()).containsExactly(0, 7, 0, 3);
    }

    @Test
    void unpoolingNamesAnIndexOutside() {
        assertThatThrownBy(() -> Pool.maxUnpool(uniform(0, 1, 1, 1, 2), IntArray.of(Shape.of(1, 1, 2), 0, 4), 4))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("expected 0 to 3, got 4");
    }

    @Test
    void anEmptyBatchHasAnEmptyResult() {
        Tensor x = Tensor.of(new double[0], 0, 3, 4, 4);

        assertThat(Pool.max(x, PoolOptions.kernel(2)).shape()).isEqualTo(Shape.of(0, 3, 2, 2));
        assertThat(Pool.average(x, PoolOptions.kernel(2)).shape()).isEqualTo(Shape.of(0, 3, 2, 2));
    }

    @Test
    void paddingOfMoreThanHalfAWindowIsRefused() {
        assertThatThrownBy(() ->
                        Pool.max(uniform(0, 1, 1, 1, 8), PoolOptions.kernel(3).padding(2)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("at most half a window, 1 cells for kernel 3")
                .hasMessageContaining("got 2");
    }

    @Test
    void aWindowThatSeesPaddingAloneIsRefused() {
        assertThatThrownBy(() -> Pool.max(
                        uniform(0, 1, 1, 1, 1),
                        PoolOptions.kernel(2).dilation(2).padding(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("window 0 lies in the padding alone");
    }

    @Test
    void aWindowLargerThanTheInputIsRefused() {
        assertThatThrownBy(() -> Pool.average(uniform(0, 1, 1, 1, 2, 8), PoolOptions.kernel(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the window does not fit: 2 cells");
    }

    @Test
    void inCeilModeAWindowLargerThanTheInputHangsOverByLessThanTheStride() {
        Tensor x = new Tensor(NDArray.of(Shape.of(1, 1, 2), 3, 5));
        PoolOptions options = PoolOptions.kernel(4).ceilMode(true);
        assertThat(Pool.max(x, options.stride(3)).value().toDoubleArray()).containsExactly(5);
        assertThat(Pool.average(x, options.stride(3)).value().toDoubleArray()).containsExactly(4);
        assertThatThrownBy(() -> Pool.max(x, options.stride(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("the window does not fit: 2 cells");
    }

    @Test
    void anInputWithoutSpatialAxesIsRefused() {
        assertThatThrownBy(() -> Pool.max(uniform(0, 1, 4, 4), PoolOptions.kernel(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[N, C, spatial...]")
                .hasMessageContaining("[4, 4]");
    }

    @Test
    void moreSizesThanAxesAreRefused() {
        assertThatThrownBy(() -> Pool.adaptiveAverage(uniform(0, 1, 1, 1, 4, 4), 1, 2, 3))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("1 or 2 numbers");
        assertThatThrownBy(() -> Pool.adaptiveMax(uniform(0, 1, 1, 1, 4), 0))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("0 windows");
    }

    @Test
    void aResultTooLargeForAnArrayIsRefused() {
        assertThatThrownBy(() -> Pool.adaptiveAverage(uniform(0, 1, 1, 1, 1, 1), 1 << 16, 1 << 16))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Java array");
    }
}
