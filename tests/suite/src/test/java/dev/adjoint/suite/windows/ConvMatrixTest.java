package dev.adjoint.suite.windows;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.ConvMatrix;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.sparse.csc.CommonOps_DSCC;

class ConvMatrixTest {
    @Property
    void timesAnImageIsTheConvolutionAndItsTransposeTheTransposedOne(
            @ForAll @ConvOf(maxGroups = 3, maxDilation = 3) ConvCase c) {
        Tensor w = c.weight();
        Tensor x = c.input();
        Tensor g = c.outputGradient();
        DMatrixSparseCSC matrix = ConvMatrix.of(c.geometry(), w.value());
        DMatrixSparseCSC transposed = CommonOps_DSCC.transpose(matrix, null, null);
        try (Tape tape = Tape.record()) {
            Tensor y = Conv.conv(x, w, c.options());
            Tensor dx = tape.from(y).seed(g).gradients(x).get(0);
            for (int n = 0; n < x.dim(0); n++) {
                assertClose(product(matrix, image(x, n)), image(y, n), Tolerance.EXACT);
                assertClose(product(transposed, image(g, n)), image(dx, n), Tolerance.EXACT);
            }
        }
    }

    /** Different enough, and exact in any order of additions. */
    private static Tensor wholeNumbers(int... dims) {
        NDArray numbers = NDArray.zeros(DType.FLOAT64, Shape.of(dims));
        Arrays.setAll(numbers.doubles(), i -> i * 37 % 11 - 5);
        return new Tensor(numbers);
    }

    private static Tensor image(Tensor x, int n) {
        return x.slice(0, n, n + 1).reshape(-1);
    }

    private static Tensor product(DMatrixSparseCSC matrix, Tensor x) {
        DMatrixRMaj y = new DMatrixRMaj(matrix.numRows, 1);
        CommonOps_DSCC.mult(matrix, new DMatrixRMaj(x.value().toDoubleArray()), y);
        return Tensor.of(y.data, matrix.numRows);
    }

    @Example
    void rowsAreWindowsAndColumnsAreInputCells() {
        ConvGeometry geometry = ConvGeometry.of(Shape.of(1, 1, 3, 3), Shape.of(1, 1, 2, 2), ConvOptions.kernel(2));
        DMatrixSparseCSC matrix = ConvMatrix.of(geometry, NDArray.of(Shape.of(1, 1, 2, 2), 1.0, 2, 3, 4));
        double[][] expected = {
            {1, 2, 0, 3, 4, 0, 0, 0, 0},
            {0, 1, 2, 0, 3, 4, 0, 0, 0},
            {0, 0, 0, 1, 2, 0, 3, 4, 0},
            {0, 0, 0, 0, 1, 2, 0, 3, 4}
        };

        assertThat(matrix.nz_length).isEqualTo(16);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 9; column++) {
                assertThat(matrix.get(row, column)).isEqualTo(expected[row][column]);
            }
        }
    }

    @Example
    void groupsOfVolumesReadTheirOwnChannels() {
        Tensor x = wholeNumbers(1, 6, 3, 2, 4);
        Tensor w = wholeNumbers(4, 3, 2, 1, 3);
        ConvOptions options = ConvOptions.kernel(2, 1, 3).groups(2).padding(1);
        ConvGeometry geometry = ConvGeometry.of(x.shape(), w.shape(), options);

        Tensor y = Conv.conv(x, w, options);

        assertClose(product(ConvMatrix.of(geometry, w.value()), image(x, 0)), image(y, 0), Tolerance.EXACT);
    }

    @Example
    void aWeightOfAnotherShapeIsRefused() {
        ConvGeometry geometry = ConvGeometry.of(Shape.of(1, 1, 3, 3), Shape.of(1, 1, 2, 2), ConvOptions.kernel(2));

        assertThatThrownBy(() -> ConvMatrix.of(geometry, NDArray.of(Shape.of(1, 1, 4), 1.0, 2, 3, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[1, 1, 2, 2]")
                .hasMessageContaining("[1, 1, 4]");
    }
}
