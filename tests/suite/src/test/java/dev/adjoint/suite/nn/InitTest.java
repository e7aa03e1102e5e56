package dev.adjoint.suite.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.nn.Init;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** First values have the scale that the literature gives. */
class InitTest {
    private static final Shape WEIGHT = Shape.of(64, 32, 5, 3);

    @Test
    void fansCountTheKernel() {
        assertThat(Init.fans(WEIGHT)).isEqualTo(new Init.Fans(32 * 15, 64 * 15));
        assertThat(Init.fans(Shape.of(7, 4))).isEqualTo(new Init.Fans(4, 7));
    }

    @Test
    void vectorHasNoFans() {
        assertThatThrownBy(() -> Init.fans(Shape.of(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[3]");
    }

    @Test
    void kaimingNormalKeepsTheVarianceOfSignals() {
        double gain = Init.gain(Init.Nonlinearity.RELU);
        NDArray w = Init.kaimingNormal(DType.FLOAT64, WEIGHT, Init.Mode.FAN_IN, gain, new Random(1));
        assertStatistics(w, Math.sqrt(2.0 / 480));
    }

    @Test
    void kaimingUniformHasTheSameDeviationWithinItsBound() {
        NDArray w = Init.kaimingUniform(DType.FLOAT64, WEIGHT, Init.Mode.FAN_OUT, 1, new Random(2));
        assertStatistics(w, Math.sqrt(1.0 / 960));
        assertWithin(w, Math.sqrt(3.0 / 960));
    }

    @Test
    void xavierUniformLiesWithinItsBound() {
        NDArray w = Init.xavierUniform(DType.FLOAT32, WEIGHT, 1, new Random(3));
        assertThat(w.dtype()).isEqualTo(DType.FLOAT32);
        assertStatistics(w, Math.sqrt(2.0 / 1440));
        assertWithin(w, Math.sqrt(6.0 / 1440));
    }

    @Test
    void xavierNormalHasItsDeviation() {
        NDArray w = Init.xavierNormal(DType.FLOAT64, WEIGHT, 5.0 / 3, new Random(4));
        assertStatistics(w, 5.0 / 3 * Math.sqrt(2.0 / 1440));
    }

    @Test
    void sameSeedGivesTheSameBits() {
        NDArray first = Init.xavierUniform(DType.FLOAT32, WEIGHT, 1, new Random(5));
        assertThat(Init.xavierUniform(DType.FLOAT32, WEIGHT, 1, new Random(5)).sameBits(first))
                .isTrue();
    }

    @Test
    void gainOfALeakyRectifierLiesBetweenThoseOfTheRectifierAndTheIdentity() {
        assertThat(Init.leakyGain(0)).isEqualTo(Init.gain(Init.Nonlinearity.RELU));
        assertThat(Init.leakyGain(1)).isEqualTo(Init.gain(Init.Nonlinearity.LINEAR));
        assertThat(Init.gain(Init.Nonlinearity.LEAKY_RELU)).isEqualTo(Init.leakyGain(0.01));
    }

    /** 30,720 numbers: mean and deviation are off by more than five standard errors once in millions of seeds. */
    private static void assertStatistics(NDArray w, double deviation) {
        double[] x = w.toDoubleArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow() - mean * mean;
        assertThat(mean).isCloseTo(0, within(5 * deviation / Math.sqrt(x.length)));
        assertThat(Math.sqrt(variance)).isCloseTo(deviation, within(5 * deviation / Math.sqrt(2.0 * x.length)));
    }

    private static void assertWithin(NDArray w, double bound) {
        double largest = Arrays.stream(w.toDoubleArray()).map(Math::abs).max().orElseThrow();
        assertThat(largest).isBetween(0.999 * bound, bound * (1 + 1e-7));
    }
}
