package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Gradients;
import dev.adjoint.Hessian;
import dev.adjoint.Jacobian;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DerivativesOfFunctionsTest {
    private final Tensor x = Tensor.of(new double[] {0.5, -1, 2}, 3);
    private final Tensor matrix = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void gradientOfACubeIsThreeTimesTheSquare() {
        Tensor g = Gradients.of(t -> t.pow(3).sum(), x);

        assertThat(g.value().toDoubleArray()).containsExactly(0.75, 3, 12);
    }

    @Test
    void gradientsNestToTheFourthOrder() {
        UnaryOperator<Tensor> f = t -> t.exp().mul(t).sum();
        Tensor one = Tensor.of(new double[] {0.3}, 1);
        UnaryOperator<Tensor> fourth = t -> Gradients.of(f, t).sum();
        for (int order = 2; order <= 4; order++) {
            UnaryOperator<Tensor> below = fourth;
            fourth = t -> Gradients.of(below, t).sum();
        }

        // The n-th derivative of x e^x is (x + n) e^x.
        assertThat(fourth.apply(one).item()).isCloseTo(4.3 * Math.exp(0.3), within(1e-12));
    }

    @Test
    void functionsAndComputationsHaveTheSameDerivatives() {
        UnaryOperator<Tensor> f = t -> matrix.matmul(t.tanh());
        UnaryOperator<Tensor> g = t -> f.apply(t).square().sum();
        Tensor v = Tensor.of(new double[] {1, -2, 0.5}, 3);

        assertThat(Jacobian.of(f, x)
                        .value()
                        .sameBits(Jacobian.of(() -> f.apply(x), x).value()))
                .isTrue();
        assertThat(Hessian.of(g, x)
                        .value()
                        .sameBits(Hessian.of(() -> g.apply(x), x).value()))
                .isTrue();
        double[] expected = Hessian.of(g, x).matmul(v).value().toDoubleArray();
        assertThat(Hessian.times(g, v, x).value().toDoubleArray()).containsExactly(expected, within(1e-11));
    }

    @Test
    void jacobianOfALinearMapIsItsMatrix() {
        Tensor jacobian = Jacobian.of(() -> matrix.matmul(x), x);

        assertThat(jacobian.value().sameBits(matrix.value())).isTrue();
    }

    @Test
    void jacobianAppendsTheArgumentsShapeToTheValues() {
        Tensor jacobian = Jacobian.of(() -> matrix.square(), matrix);

        assertThat(jacobian.shape()).isEqualTo(Shape.of(2, 3, 2, 3));
        assertThat(jacobian.value().get(1, 2, 1, 2)).isEqualTo(12);
        assertThat(jacobian.value().get(1, 2, 1, 1)).isEqualTo(0);
    }

    @Test
    void hessianOfAQuadraticFormIsItsSymmetricPart() {
        Tensor a = Tensor.of(new double[] {2, 1, 0, 3, 4, 1, 0, 1, 6}, 3, 3);
        Tensor hessian = Hessian.of(() -> x.matmul(a.matmul(x)), x);

        assertThat(hessian.value().toDoubleArray()).containsExactly(4, 4, 0, 4, 8, 2, 0, 2, 12);
    }

    @Test
    void hessianOfALinearFunctionIsZero() {
        assertThat(Hessian.of(() -> x.sum(), x).value().toDoubleArray()).containsOnly(0);
    }

    @Test
    void jacobianVectorProductIsTheJacobianTimesTheVector() {
        Tensor v = Tensor.of(new double[] {1, -2, 0.5}, 3);
        Tensor product = Jacobian.times(() -> matrix.matmul(x.tanh()), List.of(v), x);
        Tensor jacobian = Jacobian.of(() -> matrix.matmul(x.tanh()), x);

        double[] expected = jacobian.matmul(v).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void vectorJacobianProductIsTheVectorTimesTheJacobian() {
        Tensor v = Tensor.of(new double[] {1, -2}, 2);
        Tensor product =
                Jacobian.transposedTimes(() -> matrix.matmul(x.tanh()), v, x).get(0);
        Tensor jacobian = Jacobian.of(() -> matrix.matmul(x.tanh()), x);

        double[] expected = v.matmul(jacobian).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void hessianVectorProductOverParametersEqualsTheHessianTimesTheVector() {
        Random random = new Random(3);
        Parameter w = new Parameter("w", NDArray.normal(DType.FLOAT64, Shape.of(3), 0, 1, random));
        Tensor v = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(3), 0, 1, random));
        Tensor product = Hessian.times(() -> matrix.matmul(w).sigmoid().square().sum(), List.of(v), w)
                .get(0);
        Tensor hessian = Hessian.of(() -> matrix.matmul(w).sigmoid().square().sum(), w);

        double[] expected = hessian.matmul(v).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
        assertThat(w.grad()).isNull();
    }

    @Test
    void resultsAreConstantsUnlessATapeRecords() {
        Tensor constant = Gradients.of(t -> t.square().sum(), x);
        try (Tape tape = Tape.record()) {
            assertThat(constant.add(1).value().get(0)).isEqualTo(2);
            Tensor g = Gradients.of(t -> t.square().sum(), x);
            assertThat(tape.gradients(g.sum(), x).get(0).value().toDoubleArray())
                    .containsOnly(2);
        }
    }

    @Test
    void directionsOfTheWrongShapeAreRefused() {
        assertThatThrownBy(() -> Hessian.times(() -> x.sum(), List.of(matrix), x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected one tensor for each argument, of shapes [[3]], got [[2, 3]]");
    }
}
