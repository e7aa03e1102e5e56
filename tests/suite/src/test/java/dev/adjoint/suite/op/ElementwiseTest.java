package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.BoolArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Compare;
import dev.adjoint.op.Erf;
import dev.adjoint.op.Where;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Powers at zero, comparisons and choices, and functions that the JDK lacks or computes slowly. */
class ElementwiseTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

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

    @Test
    void tanhAgreesWithTheLibraryToTheLastDigits() {
        for (double x : new double[] {0, 1e-300, 1e-9, 0.1, 0.5499999, 0.55, 0.7, 1, 3, 10, 19, 25, 1e300, INFINITY}) {
            for (double signed : new double[] {x, -x}) {
                double expected = Math.tanh(signed);
                assertThat(vector(signed).tanh().item()).isCloseTo(expected, within(6 * Math.ulp(expected)));
            }
        }
    }

    @Test
    void erfHasTheTabulatedValues() {
        double[] x = {0, 0.03125, 0.5, 1, 1.46875, 2, 3, 5.9, 7, INFINITY};
        double[] tabulated = {
            0,
            0.03525037386732283,
            0.5204998778130465,
            0.8427007929497149,
            0.9622100841994912,
            0.9953222650189527,
            0.9999779095030014,
            1,
            1,
            1
        };
        for (int i = 0; i < x.length; i++) {
            assertThat(new Erf().apply(vector(x[i])).item()).isCloseTo(tabulated[i], within(1e-15));
            assertThat(new Erf().apply(vector(-x[i])).item()).isCloseTo(-tabulated[i], within(1e-15));
        }
    }

    @Test
    void erfHasNoStepBetweenTheNodesItIsExpandedAround() {
        for (double middle = 0.03125; middle < 6.1; middle += 0.0625) {
            double[] y = new Erf()
                    .apply(vector(Math.nextDown(middle), middle))
                    .value()
                    .toDoubleArray();
            assertThat(y[1] - y[0]).isBetween(-1e-15, 1e-15);
        }
    }
}
