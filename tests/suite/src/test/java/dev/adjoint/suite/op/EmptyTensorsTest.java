package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A batch of no samples is normalised to none, and a sum of no products is 0, as in PyTorch; so are gradients. */
class EmptyTensorsTest {
    @Test
    void emptyBatchesAreNormalisedToEmptyOnes() {
        Parameter weight = Parameter.ones("weight", 4);
        Parameter scale = Parameter.ones("scale", 3);
        Parameter bias = Parameter.zeros("bias", 4);
        List<UnaryOperator<Tensor>> norms = List.of(
                x -> x.layerNorm(Shape.of(3), scale, null, 1e-5),
                x -> x.groupNorm(2, weight, bias, 1e-5),
                x -> x.instanceNorm(weight, bias, 1e-5));
        for (UnaryOperator<Tensor> norm : norms) {
            try (Tape tape = Tape.record()) {
                Tensor y = norm.apply(Tensor.zeros(0, 4, 3));
                assertThat(y.shape()).isEqualTo(Shape.of(0, 4, 3));
                tape.backward(y.sum());
            }
        }
        assertThat(weight.grad().toDoubleArray()).containsOnly(0);
        assertThat(scale.grad().toDoubleArray()).containsOnly(0);
        assertThat(bias.grad().toDoubleArray()).containsOnly(0);
    }

    @Test
    void productsOverNothingAreZeros() {
        List<BinaryOperator<Tensor>> products = List.of(Tensor::matmul, (a, b) -> Tensor.einsum("ij,jk->ik", a, b));
        Workspace.Scope poisoned = Workspace.poisoned().open();
        try (poisoned) {
            for (BinaryOperator<Tensor> product : products) {
                Tensor y = product.apply(Tensor.zeros(2, 0), Tensor.zeros(0, 3));
                assertThat(y.toDoubleMatrix()).isDeepEqualTo(new double[2][3]);
            }
            assertThat(Tensor.zeros(5, 2, 0)
                            .matmul(Tensor.zeros(0, 3))
                            .abs()
                            .sum()
                            .item())
                    .isZero();
            assertThat(Tensor.zeros(5, 2, 0)
                            .matmul(Tensor.zeros(5, 0, 3))
                            .abs()
                            .sum()
                            .item())
                    .isZero();
            assertThat(Tensor.zeros(0).matmul(Tensor.zeros(0)).item()).isZero();
            assertThat(Tensor.zeros(0, 2).matmul(Tensor.zeros(2, 3)).shape()).isEqualTo(Shape.of(0, 3));
        }
    }

    @Test
    void gradientsThroughProductsOverNothingAreEmpty() {
        Parameter a = Parameter.zeros("a", 2, 0);
        Parameter b = Parameter.zeros("b", 0, 3);
        try (Tape tape = Tape.record()) {
            tape.backward(a.matmul(b).sum());
        }
        assertThat(a.grad().shape()).isEqualTo(a.shape());
        assertThat(b.grad().shape()).isEqualTo(b.shape());
    }
}
