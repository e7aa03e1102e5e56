package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ShapeException;
import dev.adjoint.array.BoolArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Compare;
import dev.adjoint.op.Where;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Powers at zero, comparisons and choices. */
class ElementwiseTest {
    @Test
    void gradientForTheExponentIsZeroWhereTheBaseIsZero() {
        assertThat(gradient(b -> vector(0, 0, 0).pow(b), vector(0, 0.5, 2))).containsExactly(0, 0, 0);
    }

    @Test
    void gradientForTheBaseIsZeroWhereBothAreZero() {
        assertThat(gradient(a -> a.pow(vector(0, 1, 2)), vector(0, 0, 0))).containsExactly(0, 1, 0);
    }

    @Test
    void secondDerivativesOfPowersOfZeroAreNumbers() {
        try (Tape tape = Tape.record()) {
            Tensor a = vector(0, 0, 0);
            Tensor b = vector(0, 2, 3);
            List<Tensor> first = tape.from(a.pow(b).sum()).differentiable().gradients(a, b);
            Tensor total = first.get(0).sum().add(first.get(1).sum());
            List<Tensor> second = tape.gradients(total, a, b);
            assertThat(second.get(0).value().toDoubleArray()).containsExactly(0, 2, 0);
            assertThat(second.get(1).value().toDoubleArray()).doesNotContain(Double.NaN);
        }
    }

    @Test
    void constantPowersKeepTheirDerivativesAtZero() {
        assertThat(gradient(x -> x.pow(0), vector(0, 2))).containsExactly(0, 0);
        assertThat(gradient(x -> x.pow(1), vector(0, 2))).containsExactly(1, 1);
        assertThat(gradient(x -> x.pow(2), vector(0, 2))).containsExactly(0, 4);
    }

    @Test
    void comparisonsBroadcast() {
        Tensor column = tensor(Shape.of(2, 1), 1, 2);
        Tensor row = vector(1, 2);
        assertThat(Compare.equal(column, row)).isEqualTo(BoolArray.of(Shape.of(2, 2), true, false, false, true));
        assertThat(Compare.greater(column, row)).isEqualTo(BoolArray.of(Shape.of(2, 2), false, false, true, false));
        assertThat(Compare.greaterEqual(column, row)).isEqualTo(BoolArray.of(Shape.of(2, 2), true, false, true, true));
        assertThat(Compare.less(column, row)).isEqualTo(BoolArray.of(Shape.of(2, 2), false, true, false, false));
        assertThat(Compare.lessEqual(column, row)).isEqualTo(BoolArray.of(Shape.of(2, 2), true, true, false, true));
        assertThatThrownBy(() -> Compare.less(row, vector(1, 2, 3))).isInstanceOf(ShapeException.class);
    }

    @Test
    void comparisonsWithNumbersAgreeWithThoseOfTensors() {
        Tensor x = vector(1, 2, 3, Double.NaN);
        Tensor two = Tensor.scalar(x.dtype(), 2);
        assertThat(Compare.equal(x, 2)).isEqualTo(Compare.equal(x, two));
        assertThat(Compare.greater(x, 2)).isEqualTo(Compare.greater(x, two));
        assertThat(Compare.greaterEqual(x, 2)).isEqualTo(Compare.greaterEqual(x, two));
        assertThat(Compare.less(x, 2)).isEqualTo(Compare.less(x, two));
        assertThat(Compare.lessEqual(x, 2)).isEqualTo(Compare.lessEqual(x, two));
    }

    @Test
    void aNanThatIsNotChosenDoesNoHarm() {
        Tensor x = vector(4, 0);
        BoolArray positive = Compare.greater(x, 0);
        Tensor y = Where.where(positive, x.log(), x);
        assertThat(y.value().at(1)).isZero();
        assertThat(gradient(t -> Where.where(positive, t, vector(Double.NaN, 1)), x))
                .containsExactly(1, 0);
    }
}
