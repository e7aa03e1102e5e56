package dev.adjoint.kernel.product;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.DenseF32;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.ServicesF32;
import dev.adjoint.backend.ServicesF64;

/** Batched matrix products for arrays of either element type. */
public final class Products {
    private static final int PARTS = 8;

    /** Rows and multiply-adds of a part at least, so that preparing the right operand again costs little. */
    private static final int PART_ROWS = 32;

    private static final long PART_WORK = 1 << 20;

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
        Shape shape = Shape.of(batch, m, n);
        NDArray c = a.size() == 0 ? Workspace.zeros(a.dtype(), shape) : Workspace.result(a.dtype(), shape);
        boolean single = a.dtype() == DType.FLOAT32;
        boolean whole = single
                ? ServicesF32.current().products().sharesWork()
                : ServicesF64.current().products().sharesWork();
        int parts = whole ? 1 : parts(m, (long) m * n * (transposeA ? rowsA : columnsA));
        Parallel.pieces(batch * parts, piece -> {
            int i = piece / parts;
            int first = piece % parts * m / parts;
            int rows = (piece % parts + 1) * m / parts - first;
            int to = (i * m + first) * n;
            if (single) {
                DenseF32 left = DenseF32.of(a.floats(), i * stepA, rowsA, columnsA, transposeA);
                DenseF32 right = DenseF32.of(b.floats(), i * stepB, rowsB, columnsB, transposeB);
                ServicesF32.current().products().multiply(left.rows(first, rows), right, c.floats(), to, n, false);
            } else {
                DenseF64 left = DenseF64.of(a.doubles(), i * stepA, rowsA, columnsA, transposeA);
                DenseF64 right = DenseF64.of(b.doubles(), i * stepB, rowsB, columnsB, transposeB);
                ServicesF64.current().products().multiply(left.rows(first, rows), right, c.doubles(), to, n, false);
            }
        });
        return c;
    }

    /** In how many parts the rows of a product are computed. */
    private static int parts(int rows, long multiplyAdds) {
        return (int) Math.max(1, Math.min(Math.min(PARTS, rows / PART_ROWS), multiplyAdds / PART_WORK));
    }
}
