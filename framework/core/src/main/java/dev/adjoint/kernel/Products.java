package dev.adjoint.kernel;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;

/** Batched matrix products for arrays of either element type. */
public final class Products {
    private Products() {}

    /**
     * The products of two batches of matrices, {@code [batch, rows, columns]} each; a batch of one serves all.
     *
     * @param transposeA whether to transpose the left matrices
     * @param transposeB whether to transpose the right matrices
     */
    public static NDArray multiply(NDArray a, boolean transposeA, NDArray b, boolean transposeB) {
        int batch = Math.max(a.shape().dim(0), b.shape().dim(0));
        if (a.shape().dim(0) == 0 || b.shape().dim(0) == 0) {
            batch = 0;
        }
        int rowsA = a.shape().dim(1);
        int columnsA = a.shape().dim(2);
        int rowsB = b.shape().dim(1);
        int columnsB = b.shape().dim(2);
        int m = transposeA ? columnsA : rowsA;
        int n = transposeB ? rowsB : columnsB;
        int stepA = a.shape().dim(0) == 1 ? 0 : rowsA * columnsA;
        int stepB = b.shape().dim(0) == 1 ? 0 : rowsB * columnsB;
        NDArray c = NDArray.zeros(a.dtype(), Shape.of(batch, m, n));
        Parallel.pieces(batch, i -> {
            if (a.dtype() == DType.FLOAT32) {
                MatrixF32 left = DenseF32.of(a.floats(), i * stepA, rowsA, columnsA, transposeA);
                MatrixF32 right = DenseF32.of(b.floats(), i * stepB, rowsB, columnsB, transposeB);
                Gemm.current().f32().multiply(left, right, c.floats(), i * m * n, n, false);
            } else {
                MatrixF64 left = DenseF64.of(a.doubles(), i * stepA, rowsA, columnsA, transposeA);
                MatrixF64 right = DenseF64.of(b.doubles(), i * stepB, rowsB, columnsB, transposeB);
                Gemm.current().f64().multiply(left, right, c.doubles(), i * m * n, n, false);
            }
        });
        return c;
    }
}
