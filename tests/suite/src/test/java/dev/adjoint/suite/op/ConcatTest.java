package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Concat;
import org.junit.jupiter.api.Test;

/** Joining along an old or a new axis. */
class ConcatTest {
    private final Tensor a = tensor(Shape.of(2, 1), 1, 2);
    private final Tensor b = tensor(Shape.of(2, 2), 3, 4, 5, 6);

    @Test
    void inputsFollowOneAnotherAlongTheAxis() {
        Tensor y = Concat.concat(-1, a, b, a);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 4));
        assertThat(y.value().toDoubleArray()).containsExactly(1, 3, 4, 1, 2, 5, 6, 2);
    }

    @Test
    void anEmptyInputAddsNothing() {
        Tensor empty = b.slice(1, 0, 0);
        assertThat(Concat.concat(1, a, empty).value().toDoubleArray()).containsExactly(1, 2);
    }

    @Test
    void eachInputGetsItsSliceOfTheGradient() {
        Tensor weights = tensor(Shape.of(2, 4), 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(gradient(t -> Concat.concat(1, a, t, a).mul(weights), b)).containsExactly(2, 3, 6, 7);
        assertThat(gradient(t -> Concat.concat(1, t, b, t).mul(weights), a)).containsExactly(5, 13);
    }

    @Test
    void stackingPutsTheNewAxisWhereAsked() {
        Tensor p = vector(1, 2);
        Tensor q = vector(3, 4);
        assertThat(Concat.stack(0, p, q).value().toDoubleArray()).containsExactly(1, 2, 3, 4);
        assertThat(Concat.stack(-1, p, q).value().toDoubleArray()).containsExactly(1, 3, 2, 4);
        assertThat(Concat.stack(-2, p, q).value().toDoubleArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void theInputThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> Concat.concat(0, a, a, b))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 2] as input 2");
        assertThatThrownBy(() -> Concat.stack(0, a, b))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 2] as input 1");
        assertThatThrownBy(() -> Concat.concat(1, a, b.to(DType.FLOAT32)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("float32 as input 1");
    }

    @Test
    void noInputsAndAxesThatDoNotExistAreErrors() {
        assertThatThrownBy(() -> Concat.concat(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Concat.concat(2, a, a)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Concat.stack(3, a, a)).isInstanceOf(ArgumentException.class);
    }
}
