package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Transforms;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TransformsTest {
    private final Tensor x = Tensor.of(new double[] {0.5, -1, 2}, 3);
    private final Tensor matrix = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void gradientOfACubeIsThreeTimesTheSquare() {
        Tensor g = Transforms.grad(t -> t.pow(3).sum()).apply(x);

        assertThat(g.value().toDoubleArray()).containsExactly(0.75, 3, 12);
    }

    @Test
    void gradientsNestToTheFourthOrder() {
        UnaryOperator<Tensor> f = t -> t.exp().mul(t).sum();
        Tensor one = Tensor.of(new double[] {0.3}, 1);
        UnaryOperator<Tensor> fourth = Transforms.grad(s1 -> Transforms.grad(
                        s2 -> Transforms.grad(s3 -> Transforms.grad(f).apply(s3).sum())
                                .apply(s2)
                                .sum())
                .apply(s1)
                .sum());

        // The n-th derivative of x e^x is (x + n) e^x.
        assertThat(fourth.apply(one).item()).isCloseTo(4.3 * Math.exp(0.3), within(1e-12));
    }

    @Test
    void jacobianOfALinearMapIsItsMatrix() {
        Tensor jacobian = Transforms.jacobian(() -> matrix.matmul(x), x);

        assertThat(jacobian.value().sameBits(matrix.value())).isTrue();
    }

    @Test
    void jacobianAppendsTheArgumentsShapeToTheValues() {
        Tensor jacobian = Transforms.jacobian(() -> matrix.square(), matrix);

        assertThat(jacobian.shape()).isEqualTo(Shape.of(2, 3, 2, 3));
        assertThat(jacobian.value().get(1, 2, 1, 2)).isEqualTo(12);
        assertThat(jacobian.value().get(1, 2, 1, 1)).isEqualTo(0);
    }

    @Test
    void hessianOfAQuadraticFormIsItsSymmetricPart() {
        Tensor a = Tensor.of(new double[] {2, 1, 0, 3, 4, 1, 0, 1, 6}, 3, 3);
        Tensor hessian = Transforms.hessian(() -> x.matmul(a.matmul(x)), x);

        assertThat(hessian.value().toDoubleArray()).containsExactly(4, 4, 0, 4, 8, 2, 0, 2, 12);
    }

    @Test
    void hessianOfALinearFunctionIsZero() {
        assertThat(Transforms.hessian(() -> x.sum(), x).value().toDoubleArray()).containsOnly(0);
    }

    @Test
    void jacobianVectorProductIsTheJacobianTimesTheVector() {
        Tensor v = Tensor.of(new double[] {1, -2, 0.5}, 3);
        Tensor product = Transforms.jvp(() -> matrix.matmul(x.tanh()), List.of(v), x);
        Tensor jacobian = Transforms.jacobian(() -> matrix.matmul(x.tanh()), x);

        double[] expected = jacobian.matmul(v).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void vectorJacobianProductIsTheVectorTimesTheJacobian() {
        Tensor v = Tensor.of(new double[] {1, -2}, 2);
        Tensor product = Transforms.vjp(() -> matrix.matmul(x.tanh()), v, x).get(0);
        Tensor jacobian = Transforms.jacobian(() -> matrix.matmul(x.tanh()), x);

        double[] expected = v.matmul(jacobian).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void hessianVectorProductOverParametersEqualsTheHessianTimesTheVector() {
        Random random = new Random(3);
        Parameter w = new Parameter("w", NDArray.normal(DType.FLOAT64, Shape.of(3), 0, 1, random));
        Tensor v = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(3), 0, 1, random));
        Tensor product = Transforms.hvp(
                        () -> matrix.matmul(w).sigmoid().square().sum(), List.of(v), w)
                .get(0);
        Tensor hessian =
                Transforms.hessian(() -> matrix.matmul(w).sigmoid().square().sum(), w);

        double[] expected = hessian.matmul(v).value().toDoubleArray();
        assertThat(product.value().toDoubleArray()).containsExactly(expected, within(1e-12));
        assertThat(w.grad()).isNull();
    }

    @Test
    void resultsAreConstantsUnlessATapeRecords() {
        Tensor constant = Transforms.grad(t -> t.square().sum()).apply(x);
        try (Tape tape = Tape.record()) {
            assertThat(constant.add(1).value().get(0)).isEqualTo(2);
            Tensor g = Transforms.grad(t -> t.square().sum()).apply(x);
            assertThat(tape.gradients(g.sum(), x).get(0).value().toDoubleArray())
                    .containsOnly(2);
        }
    }

    @Test
    void directionsOfTheWrongShapeAreRefused() {
        assertThatThrownBy(() -> Transforms.hvp(() -> x.sum(), List.of(matrix), x))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected one tensor for each argument, of shapes [[3]], got [[2, 3]]");
    }
}
