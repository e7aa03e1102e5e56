package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensors as a person types, reads and changes them. */
class TensorFrontTest {
    private final Tensor x = Tensor.arange(24).reshape(2, 3, 4);

    @Test
    void arraysOfArraysHaveTheirShape() {
        assertThat(Tensor.of(new double[] {1, 2, 3}).shape()).isEqualTo(Shape.of(3));
        assertThat(Tensor.of(new double[] {5}, new int[0]).shape()).isEqualTo(Shape.SCALAR);
        assertThat(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}).toDoubleMatrix())
                .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(Tensor.of(new float[][][] {{{1}, {2}}}).shape()).isEqualTo(Shape.of(1, 2, 1));
        assertThat(Tensor.of(new float[2][3][4][5]).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(Tensor.of(new double[2][0]).shape()).isEqualTo(Shape.of(2, 0));
        assertThat(Tensor.of(new double[0][3][]).shape()).isEqualTo(Shape.of(0, 0, 0));
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3}}))
                .withMessage("nested arrays: expected 2 entries in each array at depth 1, as in the first, got 1");
    }

    @Test
    void buffersGiveWhatRemains() {
        FloatBuffer buffer = FloatBuffer.wrap(new float[] {9, 1, 2, 3, 4}).position(1);
        assertThat(Tensor.of(buffer, 2, 2).toFloatArray()).containsExactly(1, 2, 3, 4);
        assertThat(buffer.remaining()).isEqualTo(4);
    }

    @Test
    void imagesComeAndGo() {
        Tensor coloured = Tensor.of(new float[][][] {{{0, 1}}, {{0.2f, 0}}, {{1, 0.6f}}});
        assertThat(Tensor.of(coloured.toImage()).value()).isEqualTo(coloured.value());
        Tensor grey = Tensor.of(new float[][] {{0, 0.2f}, {1, 2}});
        BufferedImage image = grey.toImage();
        assertThat(Tensor.of(image).value())
                .isEqualTo(Tensor.of(new float[][][] {{{0, 0.2f}, {1, 1}}}).value());
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.zeros(2, 4, 4).toImage());
    }

    @Test
    void rangesReachTheirEnds() {
        assertThat(Tensor.arange(DType.FLOAT64, 1, 2, 0.25).toDoubleArray()).containsExactly(1, 1.25, 1.5, 1.75);
        assertThat(Tensor.arange(DType.FLOAT64, 2, 0, -1).toDoubleArray()).containsExactly(2, 1);
        assertThat(Tensor.linspace(DType.FLOAT64, 0, 0.3, 4).item(3)).isEqualTo(0.3);
        assertThat(Tensor.linspace(1, 5, 1).toDoubleArray()).containsExactly(1);
        assertThat(Tensor.eye(2).toDoubleArray()).containsExactly(1, 0, 0, 1);
        assertThat(Tensor.full(3, 2).toDoubleArray()).containsExactly(3, 3);
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Tensor.arange(DType.FLOAT32, 0, 1, -1));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Tensor.linspace(0, 1, -1));
    }

    @Test
    void randomNumbersComeFromTheGenerator() {
        assertThat(Tensor.randn(new SplittableRandom(1), 3).value())
                .isEqualTo(
                        Tensor.randn(DType.FLOAT32, new SplittableRandom(1), 3).value());
        assertThat(Tensor.rand(new SplittableRandom(1), 100).less(1).all()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0:1            | 1, 3, 4 | 0
            1              | 3, 4    | 12
            -1, 0          | 4       | 12
            ..., 1         | 2, 3    | 1
            ..., ::2       | 2, 3, 2 | 0
            :, 1:          | 2, 2, 4 | 4
            ::-1           | 2, 3, 4 | 12
            0, ..., -1     | 3       | 3
            0, -1::-2, 3:1:-1 | 2, 2 | 11
            1, 2, 3        | ''      | 23
            5:9            | 0, 3, 4 |
            -100:100, 0:-1 | 2, 2, 4 | 0
            """)
    void slicesFollowNumPy(String ranges, String sizes, Double first) {
        Tensor part = x.slice(ranges);
        int[] dims = sizes.isEmpty()
                ? new int[0]
                : List.of(sizes.split(", ")).stream()
                        .mapToInt(Integer::parseInt)
                        .toArray();
        assertThat(part.shape()).isEqualTo(Shape.of(dims));
        if (first != null) {
            assertThat(part.value().at(0)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0, 0, 0, 0 | slice '0, 0, 0, 0': expected at most 3 ranges for shape [2, 3, 4]
            2          | slice '2': expected -2 to 1 along axis 0, got 2
            -3         | slice '-3': expected -2 to 1 along axis 0, got -3
            ..., ...   | slice '..., ...': expected '...' once
            a          | slice 'a': expected an index, start:stop:step or '...', got 'a'
            ::0        | slice '::0': the step must not be 0
            9999999999 | slice '9999999999': expected numbers of at most 2147483647, got 9999999999
            ''         | slice '': expected an index, start:stop:step or '...', got ''
            """)
    void slicesThatCannotBeReadAreErrors(String ranges, String message) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> x.slice(ranges))
                .withMessage(message);
    }

    @Test
    void elementsAndPartsAreReached() {
        assertThat(x.get(1, 2, 3).item()).isEqualTo(23);
        assertThat(x.get(-1).shape()).isEqualTo(Shape.of(3, 4));
        assertThat(x.item(0, 2, 1)).isEqualTo(9);
        assertThat(x.get().shape()).isEqualTo(x.shape());
    }

    @Test
    void partsAreCutAndMoved() {
        assertThat(x.roll(2, 1).slice("0, 0").toDoubleArray()).containsExactly(3, 0, 1, 2);
        assertThat(x.roll(2, -5).slice("0, 0").toDoubleArray()).containsExactly(1, 2, 3, 0);
        assertThat(x.chunk(2, 3)).hasSize(2).allMatch(part -> part.dim(2) == 2);
        assertThat(x.chunk(1, 2).get(1).shape()).isEqualTo(Shape.of(2, 1, 4));
        assertThat(x.split(1, 1, 2)).extracting(part -> part.dim(1)).containsExactly(1, 2);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> x.split(1, 1, 1))
                .withMessage("split: expected sizes that make up the 3 entries of axis 1 of [2, 3, 4], got 2 together");
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> x.chunk(0, 0));
    }

    @Test
    void closenessIsPyTorchs() {
        Tensor a = Tensor.of(new double[] {1, Double.POSITIVE_INFINITY});
        assertThat(a.allClose(Tensor.of(new double[] {1 + 1e-6, Double.POSITIVE_INFINITY})))
                .isTrue();
        assertThat(a.allClose(Tensor.of(new double[] {1 + 1e-4, Double.POSITIVE_INFINITY})))
                .isFalse();
        assertThat(a.allClose(Tensor.of(new double[] {1, 5}))).isFalse();
        Tensor nan = Tensor.of(new double[] {Double.NaN});
        assertThat(nan.allClose(nan)).isFalse();
        assertThat(a.isFinite().count()).isEqualTo(1);
    }

    @Test
    void parametersAreWrittenInPlace() {
        Parameter p = Parameter.zeros("p", 2, 3).fill("0", 5).fill("1, ::2", -1);
        assertThat(p.toDoubleArray()).containsExactly(5, 5, 5, -1, 0, -1);
        assertThat(p.value().version()).isEqualTo(2);
        try (Tape tape = Tape.record()) {
            p.update(w -> w.mul(2).add(1));
            assertThat(tape.entries()).isEmpty();
        }
        assertThat(p.toDoubleArray()).containsExactly(11, 11, 11, -1, 1, -1);
        Tensor initial = Tensor.ones(2);
        Parameter copy = Parameter.of("copy", initial);
        copy.assign(Tensor.zeros(2));
        assertThat(initial.sum().item()).isEqualTo(2);
        assertThat(Parameter.ones("q", DType.FLOAT64, 2).grad()).isNull();
    }
}
