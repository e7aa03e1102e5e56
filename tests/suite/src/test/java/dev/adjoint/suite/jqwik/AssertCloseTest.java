package dev.adjoint.suite.jqwik;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.Tolerance;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Which numbers are near enough, and how a failure shows those that are not. */
class AssertCloseTest {
    private static final Tensor ONES = zeros(2, 3, 4).add(1);

    private static Tensor zeros(int... dims) {
        return new Tensor(NDArray.zeros(DType.FLOAT64, Shape.of(dims)));
    }

    /** Zeros with another number at some elements. */
    private static Tensor with(double number, Tensor like, int... elements) {
        double[] numbers = like.value().toDoubleArray();
        for (int element : elements) {
            numbers[element] = number;
        }
        return new Tensor(NDArray.wrap(like.shape(), numbers));
    }

    @Test
    void theToleranceIsThatOfTheElementType() {
        assertClose(ONES.mul(1 + 1e-8), ONES);
        assertClose(ONES.mul(1 + 1e-6).to(DType.FLOAT32), ONES.to(DType.FLOAT32));

        assertThatThrownBy(() -> assertClose(ONES.mul(1 + 3e-7), ONES)).isInstanceOf(AssertionFailedError.class);
        assertThatThrownBy(() -> assertClose(ONES.mul(1 + 3e-5).to(DType.FLOAT32), ONES.to(DType.FLOAT32)))
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void exactMeansEqualNumbers() {
        assertClose(ONES, ONES.mul(1), Tolerance.EXACT);
        assertClose(zeros(3).neg(), zeros(3), Tolerance.EXACT);

        assertThatThrownBy(() -> assertClose(ONES.mul(1 + 0x1p-52), ONES, Tolerance.EXACT))
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void aToleranceBelowZeroIsRefused() {
        assertThatThrownBy(() -> new Tolerance(-1e-9, 0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new Tolerance(0, Double.NaN)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void whatIsNoNumberEqualsOnlyItsLike() {
        double[] ends = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0};
        for (double a : ends) {
            for (double b : ends) {
                Tensor actual = with(a, zeros(2), 1);
                Tensor expected = with(b, zeros(2), 1);
                if (Double.compare(a, b) == 0) {
                    assertClose(actual, expected);
                } else {
                    assertThatThrownBy(() -> assertClose(actual, expected)).isInstanceOf(AssertionFailedError.class);
                }
            }
        }
    }

    @Test
    void theWorstElementIsNamedAndTheErrorsAreMapped() {
        Tensor actual = with(1.5, with(1.25, ONES, 0, 13, 18), 17);

        assertThatThrownBy(() -> assertClose(actual, ONES)).hasMessage("""
                        tensors: 4 of 24 elements of float64[2, 3, 4] differ
                          worst at [1, 1, 1]: expected 1.0, got 1.5, apart by 0.5, allowed 2.0E-7
                          . right, x wrong, X the worst; plane [1] of [2]
                          .x..
                          .Xx.
                          ....
                          and 1 wrong in other planes""");
    }

    @Test
    void aLargePlaneIsShownAroundTheWorstElement() {
        Tensor expected = zeros(100, 200);
        Tensor actual = with(2, with(1, expected, 50 * 200 + 99, 51 * 200 + 101), 51 * 200 + 100);

        String message = catchThrowableOfType(AssertionFailedError.class, () -> assertClose(actual, expected))
                .getMessage();

        Assertions.assertThat(message)
                .contains("rows 45 to 56, columns 70 to 129")
                .contains("\n  " + ".".repeat(29) + "x" + ".".repeat(30) + "\n")
                .contains("\n  " + ".".repeat(30) + "Xx" + ".".repeat(28) + "\n")
                .doesNotContain("other planes");
    }

    @Test
    void aSingleNumberHasAMapToo() {
        assertThatThrownBy(() -> assertClose(Tensor.scalar(DType.FLOAT64, 2), Tensor.scalar(DType.FLOAT64, 1)))
                .hasMessage("""
                        tensors: 1 of 1 elements of float64[] differ
                          worst at []: expected 1.0, got 2.0, apart by 1.0, allowed 2.0E-7
                          . right, x wrong, X the worst
                          X""");
    }

    @Test
    void otherShapesAndTypesAreToldApart() {
        assertThatThrownBy(() -> assertClose(zeros(2, 3), zeros(3, 2)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("tensors: expected float64[3, 2], got float64[2, 3]");
        assertThatThrownBy(() -> assertClose(zeros(2).to(DType.FLOAT32), zeros(2)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("tensors: expected float64[2], got float32[2]");
        assertClose(zeros(2, 0), zeros(2, 0));
    }

    @Test
    void theFailureHoldsBothForToolsThatShowThem() {
        Tensor actual = with(1, zeros(2), 1);

        AssertionFailedError failure =
                catchThrowableOfType(AssertionFailedError.class, () -> assertClose(actual, zeros(2)));

        Assertions.assertThat(failure.getExpected().getStringRepresentation()).isEqualTo("float64[2] [0, 0]");
        Assertions.assertThat(failure.getActual().getStringRepresentation()).isEqualTo("float64[2] [0, 1]");
    }
}
