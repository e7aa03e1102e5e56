package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;
import dev.adjoint.op.Softplus;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activations and their derivatives where numbers are very large, and at kinks. */
class ActivationsAtExtremesTest {
    /** A function with the slopes of its asymptotes, far to the left and far to the right. */
    private enum Activation {
        RELU(Tensor::relu, 0, 1),
        LEAKY_RELU(x -> Activations.leakyRelu(x, 0.25), 0.25, 1),
        PRELU(x -> Activations.prelu(x, Tensor.scalar(x.dtype(), 0.25).reshape(1)), 0.25, 1),
        ELU(x -> Activations.elu(x, 1.5), 0, 1),
        SELU(Activations::selu, 0, 1.0507009873554805),
        GELU(Activations::gelu, 0, 1),
        GELU_TANH(Activations::geluTanh, 0, 1),
        SILU(Activations::silu, 0, 1),
        SIGMOID(Tensor::sigmoid, 0, 0),
        TANH(Tensor::tanh, 0, 0),
        SOFTPLUS(x -> Activations.softplus(x, 0.5, 20), 0, 1),
        SOFTPLUS_WITHOUT_THRESHOLD(x -> new Softplus().apply(x), 0, 1),
        HARDSWISH(Activations::hardswish, 0, 1);

        private final UnaryOperator<Tensor> function;
        private final double left;
        private final double right;

        Activation(UnaryOperator<Tensor> function, double left, double right) {
            this.function = function;
            this.left = left;
            this.right = right;
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivativesOfLargeInputsAreThoseOfTheAsymptotes(Activation activation) {
        for (DType dtype : DType.values()) {
            for (double x : new double[] {1e3, 1e10, 1e30, dtype == DType.FLOAT32 ? 3e38 : 1e300}) {
                double tolerance = dtype == DType.FLOAT32 ? 1e-6 : 1e-15;
                double[] right = Derivatives.upToSecond(activation.function, dtype, x);
                double[] left = Derivatives.upToSecond(activation.function, dtype, -x);
                assertThat(right[0]).isFinite();
                assertThat(left[0]).isFinite();
                assertThat(right[1]).isCloseTo(activation.right, within(tolerance));
                assertThat(left[1]).isCloseTo(activation.left, within(tolerance));
                assertThat(right[2]).isCloseTo(0, within(1e-200));
                assertThat(left[2]).isCloseTo(0, within(1e-200));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nanStaysNan(Activation activation) {
        for (DType dtype : DType.values()) {
            Tensor nan = Tensor.scalar(dtype, Double.NaN);
            assertThat(activation.function.apply(nan).item()).isNaN();
        }
    }

    @Test
    void derivativesAtKinksAreThoseOfPyTorch() {
        assertThat(slope(Tensor::relu, 0)).isZero();
        assertThat(slope(x -> Activations.leakyRelu(x, 0.25), 0)).isEqualTo(0.25);
        assertThat(slope(x -> Activations.prelu(x, Derivatives.vector(0.25)), 0))
                .isEqualTo(0.25);
        assertThat(slope(x -> Activations.elu(x, 1.5), 0)).isEqualTo(1.5);
        assertThat(slope(Activations::hardswish, -3)).isEqualTo(-0.5);
        assertThat(slope(Activations::hardswish, 3)).isEqualTo(1.5);
        assertThat(slope(x -> x.clamp(-1, 2), -1)).isEqualTo(1);
        assertThat(slope(x -> x.clamp(-1, 2), 2)).isEqualTo(1);
        assertThat(slope(x -> x.maximum(Derivatives.vector(2)), 2)).isEqualTo(0.5);
        assertThat(slope(Tensor::abs, 0)).isZero();
    }

    @Test
    void eluOfSmallNumbersKeepsTheirDigits() {
        Tensor tiny = Tensor.scalar(DType.FLOAT32, -1e-6);
        assertThat(Activations.elu(tiny, 1).item()).isCloseTo(-1e-6, within(1e-12));
    }

    @Test
    void softplusIsTheIdentityBeyondItsThreshold() {
        Tensor x = Derivatives.vector(1.9, 2, 2.1);
        double[] y = Activations.softplus(x, 2, 4).value().toDoubleArray();
        assertThat(y[0]).isCloseTo(Math.log1p(Math.exp(3.8)) / 2, within(1e-15));
        assertThat(y[1]).isCloseTo(Math.log1p(Math.exp(4)) / 2, within(1e-15));
        assertThat(y[2]).isEqualTo(2.1);
    }

    @Test
    void preluHasASlopeForEachChannel() {
        double[] minusOnes = new double[12];
        Arrays.fill(minusOnes, -1);
        Tensor x = Derivatives.tensor(Shape.of(2, 3, 2), minusOnes);
        double[] y = Activations.prelu(x, Derivatives.vector(1, 2, 3)).value().toDoubleArray();
        assertThat(y).containsExactly(-1, -1, -2, -2, -3, -3, -1, -1, -2, -2, -3, -3);
    }

    @Test
    void preluNamesBothShapesIfTheWeightDoesNotFit() {
        Tensor x = Derivatives.tensor(Shape.of(1, 3), 1, 2, 3);
        assertThatThrownBy(() -> Activations.prelu(x, Derivatives.vector(1, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 3]")
                .hasMessageContaining("[2]");
    }

    private static double slope(UnaryOperator<Tensor> function, double at) {
        return Derivatives.gradient(function, Derivatives.vector(at))[0];
    }
}
