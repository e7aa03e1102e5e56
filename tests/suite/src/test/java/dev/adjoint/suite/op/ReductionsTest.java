package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.Transforms;
import dev.adjoint.op.ArgMax;
import dev.adjoint.op.Gather;
import dev.adjoint.op.Reductions;
import org.junit.jupiter.api.Test;

/** Delicate cases of reductions: ties, NaN, infinities, zeros, and no elements at all. */
class ReductionsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Tensor empty(int... dims) {
        return new Tensor(NDArray.zeros(DType.FLOAT64, Shape.of(dims)));
    }

    @Test
    void ofEqualElementsTheFirstGetsTheWholeGradient() {
        assertThat(gradient(x -> x.max(), vector(1, 3, 3, 2))).containsExactly(0, 1, 0, 0);
        assertThat(gradient(x -> x.min(), vector(1, 0, 3, 0))).containsExactly(0, 1, 0, 0);
        assertThat(ArgMax.argmax(vector(1, 3, 3, 2), 0).at(0)).isEqualTo(1);
        assertThat(ArgMax.argmin(vector(1, 0, 3, 0), -1).at(0)).isEqualTo(1);
    }

    @Test
    void extremesOverAxesThatAreNotNeighboursFindTheirPlace() {
        Tensor x = tensor(Shape.of(2, 2, 2), 1, 2, 3, 4, 8, 7, 6, 5);
        assertThat(x.max(0, 2).value().toDoubleArray()).containsExactly(8, 6);
        assertThat(gradient(t -> t.max(0, 2), x)).containsExactly(0, 0, 0, 0, 1, 0, 1, 0);
        assertThat(Reductions.min(x, true, 2, 0).shape()).isEqualTo(Shape.of(1, 2, 1));
    }

    @Test
    void nanIsTheMaximumAndTheMinimum() {
        Tensor x = vector(1, Double.NaN, 5, Double.NaN);
        assertThat(x.max().item()).isNaN();
        assertThat(x.min().item()).isNaN();
        assertThat(ArgMax.argmax(x, 0).at(0)).isEqualTo(1);
        assertThat(ArgMax.argmin(x, 0).at(0)).isEqualTo(1);
    }

    @Test
    void extremesOfNothingAreAnErrorThatNamesTheAxes() {
        assertThatThrownBy(() -> empty(2, 0).max(1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[2, 0]")
                .hasMessageContaining("axes [1]");
        assertThatThrownBy(() -> ArgMax.argmin(empty(2, 0), 1)).isInstanceOf(ShapeException.class);
        assertThat(empty(0, 2).max(1).shape()).isEqualTo(Shape.of(0));
    }

    @Test
    void axesThatDoNotExistOrComeTwiceAreErrors() {
        assertThatThrownBy(() -> vector(1, 2).max(1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Reductions.prod(vector(1, 2), false, 0, -1)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void gradientOfTheStandardDeviationOfEqualElementsIsZero() {
        Tensor x = tensor(Shape.of(2, 2), 3, 3, 1, 5);
        assertThat(Reductions.std(x, 0, false, 1).value().toDoubleArray()).containsExactly(0, 2);
        assertThat(gradient(t -> Reductions.std(t, 0, false, 1), x)).containsExactly(0, 0, -0.5, 0.5);
    }

    @Test
    void standardDeviationOfTooFewElementsIsNan() {
        assertThat(Reductions.std(vector(7), 1, false).item()).isNaN();
    }

    @Test
    void logsumexpOfLargeNumbersDoesNotOverflow() {
        Tensor x = tensor(Shape.of(2, 2), 1000, 1000, -1000, -1000);
        double[] y = Reductions.logsumexp(x, false, 1).value().toDoubleArray();
        assertThat(y[0]).isEqualTo(1000 + Math.log(2));
        assertThat(y[1]).isEqualTo(-1000 + Math.log(2));
        assertThat(gradient(t -> Reductions.logsumexp(t, false, 1), x)).containsExactly(0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void logsumexpOfInfinitiesIsInfinite() {
        assertThat(Reductions.logsumexp(vector(1, INFINITY), false).item()).isEqualTo(INFINITY);
        assertThat(Reductions.logsumexp(vector(-INFINITY, -INFINITY), false).item())
                .isEqualTo(-INFINITY);
        assertThat(Reductions.logsumexp(vector(-INFINITY, 2), false).item()).isEqualTo(2);
        assertThat(gradient(x -> Reductions.logsumexp(x, false), vector(-INFINITY, 2)))
                .containsExactly(0, 1);
    }

    @Test
    void gradientOfLogsumexpIsNotANumberWhereItComparesEqualInfinities() {
        assertThat(gradient(x -> Reductions.logsumexp(x, false), vector(-INFINITY, -INFINITY)))
                .containsExactly(Double.NaN, Double.NaN);
        assertThat(gradient(x -> Reductions.logsumexp(x, false), vector(1, INFINITY)))
                .containsExactly(0, Double.NaN);
    }

    @Test
    void gradientOfAProductWithZerosIsTheProductOfTheOthers() {
        assertThat(gradient(x -> Reductions.prod(x, false), vector(2, 3, 5))).containsExactly(15, 10, 6);
        assertThat(gradient(x -> Reductions.prod(x, false), vector(2, 0, 5))).containsExactly(0, 10, 0);
        assertThat(gradient(x -> Reductions.prod(x, false), vector(0, 3, 0))).containsExactly(0, 0, 0);
    }

    @Test
    void secondDerivativesOfAProductWithZerosAreTheProductsOfTheRest() {
        Tensor x = vector(0, 3, 0);
        Tensor hessian = Transforms.hessian(() -> Reductions.prod(x, false), x);
        assertThat(hessian.value().toDoubleArray()).containsExactly(0, 0, 3, 0, 0, 0, 3, 0, 0);
    }

    @Test
    void reductionsOfNothingAreNeutralElements() {
        assertThat(Reductions.prod(empty(2, 0), false, 1).value().toDoubleArray())
                .containsExactly(1, 1);
        assertThat(Reductions.sum(empty(2, 0), false, 1).value().toDoubleArray())
                .containsExactly(0, 0);
        assertThat(Reductions.logsumexp(empty(2, 0), false, 1).value().toDoubleArray())
                .containsExactly(-INFINITY, -INFINITY);
        assertThat(Reductions.mean(empty(0), false).item()).isNaN();
    }

    @Test
    void scalarsReduceToThemselves() {
        Tensor x = Tensor.scalar(DType.FLOAT32, 3);
        assertThat(Reductions.max(x, false).item()).isEqualTo(3);
        assertThat(Reductions.prod(x, true).item()).isEqualTo(3);
        assertThat(Reductions.logsumexp(x, false).item()).isCloseTo(3, within(1e-6));
    }

    @Test
    void scalarsTakeTheAxisThatAVectorOfOneWouldHave() {
        Tensor x = Tensor.scalar(DType.FLOAT64, 3);
        for (int axis = -1; axis <= 0; axis++) {
            assertThat(x.sum(axis).shape()).isEqualTo(Shape.SCALAR);
            assertThat(Reductions.max(x, true, axis).item()).isEqualTo(3);
            assertThat(ArgMax.argmax(x, axis).at(0)).isZero();
        }
        assertThat(gradient(t -> t.mean(-1), x)).containsExactly(1);
        assertThatThrownBy(() -> x.sum(1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> x.sum(0, -1)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void functionsAlongAnAxisTakeAScalarForALineOfOneElement() {
        Tensor x = Tensor.scalar(DType.FLOAT64, 3);
        IntArray first = IntArray.wrap(Shape.of(), new int[] {0});
        assertThat(x.softmax(-1).item()).isEqualTo(1);
        assertThat(x.logSoftmax(0).shape()).isEqualTo(Shape.of());
        assertThat(ArgMax.argmax(x, 0)).isEqualTo(first);
        assertThat(Gather.gather(x, -1, first).item()).isEqualTo(3);
        assertThat(x.squeeze(0)).isSameAs(x);
        assertThat(x.transpose(0, -1)).isSameAs(x);
        assertThat(gradient(t -> t.softmax(0).mul(5), x)).containsExactly(0);
        assertThatThrownBy(() -> x.softmax(1)).isInstanceOf(ArgumentException.class);
    }
}
