package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

/** Arrays print as a person wants to read them. */
class ArrayTextTest {
    @Test
    void wholeNumbersHaveNoPoint() {
        assertThat(Tensor.of(new double[] {1, -2, 0, 300})).hasToString("float64[4] [1, -2, 0, 300]");
    }

    @Test
    void scalarsStandAlone() {
        assertThat(Tensor.scalar(DType.FLOAT32, 0.1)).hasToString("float32[] 0.1");
    }

    @Test
    void rowsOfAMatrixStandBelowEachOther() {
        assertThat(Tensor.of(new double[][] {{19, 25}, {37, -4.5}})).hasToString("""
                float64[2, 2]
                [[19.0, 25.0],
                 [37.0, -4.5]]""");
    }

    @Test
    void matricesOfABatchAreParted() {
        assertThat(Tensor.arange(8).reshape(2, 2, 2)).hasToString("""
                float32[2, 2, 2]
                [[[0, 1],
                  [2, 3]],

                 [[4, 5],
                  [6, 7]]]""");
    }

    @Test
    void fourDigitsCount() {
        assertThat(Tensor.of(new double[] {Math.PI, 2.0 / 3, 100}))
                .hasToString("float64[3] [3.1416, 0.6667, 100.0000]");
        assertThat(Tensor.of(new double[] {0.00123456, 0.0002})).hasToString("float64[2] [0.001235, 0.000200]");
        assertThat(Tensor.of(new double[] {1234.5678, 0.5})).hasToString("float64[2] [1234.6, 0.5]");
    }

    @Test
    void numbersOfVeryDifferentSizeHaveExponents() {
        assertThat(Tensor.of(new double[] {1, 1e-7})).hasToString("float64[2] [1.000e+00, 1.000e-07]");
        assertThat(Tensor.of(new double[] {2.5e7, 0.5})).hasToString("float64[2] [2.500e+07, 5.000e-01]");
        assertThat(Tensor.of(new double[] {1e300})).hasToString("float64[1] [1.000e+300]");
    }

    @Test
    void whatIsNoNumberIsSaid() {
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.5};
        assertThat(Tensor.of(special)).hasToString("float64[5] [nan, inf, -inf, 0.0, 0.5]");
    }

    @Test
    void longAxesAreShortened() {
        assertThat(Tensor.arange(1000)).hasToString("float32[1000] [0, 1, 2, ..., 997, 998, 999]");
        assertThat(Tensor.arange(300).reshape(100, 3)).hasToString("""
                float32[100, 3]
                [[  0,   1,   2],
                 [  3,   4,   5],
                 [  6,   7,   8],
                 ...,
                 [291, 292, 293],
                 [294, 295, 296],
                 [297, 298, 299]]""");
    }

    @Test
    void longRowsAreWrapped() {
        assertThat(Tensor.arange(200).toString().lines()).hasSizeGreaterThan(5).allMatch(line -> line.length() <= 101);
    }

    @Test
    void emptyArraysAreBrackets() {
        assertThat(Tensor.zeros(0)).hasToString("float32[0] []");
        assertThat(Tensor.zeros(2, 0)).hasToString("float32[2, 0]\n[[],\n []]");
    }

    @Test
    void integersAndTruthValuesLookAlike() {
        assertThat(IntArray.of(3, -1, 10)).hasToString("int[3] [3, -1, 10]");
        assertThat(BoolArray.of(Shape.of(2, 2), true, false, false, true)).hasToString("""
                bool[2, 2]
                [[ true, false],
                 [false,  true]]""");
    }

    @Test
    void parametersSayTheirNameAndWhetherTheyAreFrozen() {
        Parameter kernel = Parameter.of("kernel", Tensor.of(new double[] {1, -1}, 1, 1, 1, 2));
        assertThat(kernel).hasToString("kernel float64[1, 1, 1, 2] [[[[1, -1]]]]");
        kernel.setTrainable(false);
        assertThat(kernel.toString()).startsWith("kernel (frozen) float64");
    }

    @Test
    void arraysOfEqualBitsAreEqual() {
        NDArray a = NDArray.of(Shape.of(2), 1.0, Double.NaN);
        assertThat(a).isEqualTo(NDArray.of(Shape.of(2), 1.0, Double.NaN)).hasSameHashCodeAs(a.copy());
        assertThat(a)
                .isNotEqualTo(NDArray.of(Shape.of(2, 1), 1.0, Double.NaN))
                .isNotEqualTo(NDArray.of(Shape.of(2), 1.0f, Float.NaN))
                .isNotEqualTo(NDArray.of(Shape.of(2), 1.0, 2.0))
                .isNotEqualTo("array");
    }
}
