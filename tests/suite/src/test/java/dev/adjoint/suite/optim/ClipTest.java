package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.optim.Clip;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits on gradients. */
class ClipTest {
    private static final int THREADS = Engine.threads();

    @AfterEach
    void restoreThreads() {
        Engine.useThreads(THREADS);
    }

    @Test
    void allGradientsAreScaledByTheirCommonNorm() {
        Parameter a = withGradient(3, 0);
        Parameter b = withGradient(-4);
        assertThat(Clip.byNorm(List.of(a, b), 1)).isCloseTo(5, within(1e-12));
        double factor = 1 / (5 + 1e-6);
        assertThat(a.grad().toDoubleArray()).containsExactly(new double[] {3 * factor, 0}, within(1e-12));
        assertThat(b.grad().toDoubleArray()).containsExactly(new double[] {-4 * factor}, within(1e-12));
    }

    @Test
    void gradientsWithinTheLimitStayTheSameBits() {
        Parameter p = withGradient(0.1, 0.7);
        NDArray before = p.grad().value();
        Clip.byNorm(List.of(p), 1);
        assertThat(p.grad().value()).isSameAs(before);
    }

    @Test
    void clippingLeavesTheArrayThatTheGradientCameIn() {
        Parameter p = withGradient(3, 4);
        NDArray before = p.grad().value();
        Clip.byNorm(List.of(p), 1);
        assertThat(before.toDoubleArray()).containsExactly(3, 4);
    }

    @Test
    void normsOfOtherTypes() {
        assertThat(Clip.byNorm(List.of(withGradient(3, -4)), 100, 1)).isCloseTo(7, within(1e-12));
        assertThat(Clip.byNorm(List.of(withGradient(3, -4)), 100, 3)).isCloseTo(Math.cbrt(91), within(1e-12));
        assertThat(Clip.byNorm(List.of(withGradient(3, -4)), 100, Double.POSITIVE_INFINITY))
                .isEqualTo(4);
    }

    @Test
    void normOfHugeAndOfTinyGradientsNeitherOverflowsNorVanishes() {
        assertThat(Clip.byNorm(List.of(withGradient(3e200, 4e200)), 1)).isCloseTo(5e200, within(1e188));
        assertThat(Clip.byNorm(List.of(withGradient(3e-200, 4e-200)), 1)).isCloseTo(5e-200, within(1e-212));
    }

    @Test
    void gradientsThatAreNotFiniteStayForTheCallerToSee() {
        Parameter p = withGradient(1, Double.NaN);
        assertThat(Clip.byNorm(List.of(p), 1)).isNaN();
        assertThat(p.grad().value().at(0)).isEqualTo(1);
        Parameter q = withGradient(1, Double.NEGATIVE_INFINITY);
        assertThat(Clip.byNorm(List.of(q), 1)).isInfinite();
        assertThat(q.grad().value().at(0)).isEqualTo(1);
    }

    @Test
    void parameterGivenTwiceCountsOnceAndOneWithoutGradientNotAtAll() {
        Parameter p = withGradient(3, 4);
        Parameter none = new Parameter("none", NDArray.of(Shape.of(1), 1.0));
        assertThat(Clip.byNorm(List.of(p, none, p), 100)).isCloseTo(5, within(1e-12));
        assertThat(none.grad()).isNull();
    }

    @Test
    void noGradientsHaveNormZero() {
        assertThat(Clip.byNorm(List.of(), 1)).isZero();
    }

    @Test
    void valuesAreLimitedOneByOne() {
        Parameter p = withGradient(-3, 0.25, 0.5, 7);
        Clip.byValue(List.of(p), 0.5);
        assertThat(p.grad().toDoubleArray()).containsExactly(-0.5, 0.25, 0.5, 0.5);
    }

    @Test
    void singlePrecisionGradientsAreAddedUpInDouble() {
        Parameter p = new Parameter("p", NDArray.zeros(DType.FLOAT32, Shape.of(1 << 20)));
        p.setGrad(new Tensor(NDArray.full(DType.FLOAT32, p.shape(), 0.1)));
        double element = p.grad().value().at(0);
        assertThat(Clip.byNorm(List.of(p), 1e6)).isCloseTo(element * 1024, within(1e-9));
    }

    @Test
    void numberOfThreadsChangesNoBitOfTheNorm() {
        Parameter p = new Parameter("p", NDArray.zeros(DType.FLOAT64, Shape.of(300_001)));
        p.setGrad(new Tensor(NDArray.normal(DType.FLOAT64, p.shape(), 0, 1, new Random(5))));
        Engine.useThreads(1);
        double one = Clip.byNorm(List.of(p), 1e9);
        Engine.useThreads(3);
        assertThat(Clip.byNorm(List.of(p), 1e9)).isEqualTo(one);
    }

    @Test
    void limitsOutOfRangeAreErrors() {
        List<Parameter> one = List.of(withGradient(1));
        assertThatThrownBy(() -> Clip.byNorm(one, -1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Clip.byNorm(one, 1, 0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Clip.byValue(one, Double.NaN)).isInstanceOf(ArgumentException.class);
    }

    private static Parameter withGradient(double... gradient) {
        Parameter p = new Parameter("p", NDArray.zeros(DType.FLOAT64, Shape.of(gradient.length)));
        p.setGrad(new Tensor(NDArray.of(p.shape(), gradient)));
        return p;
    }
}
