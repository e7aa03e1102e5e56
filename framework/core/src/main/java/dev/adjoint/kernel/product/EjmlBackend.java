package dev.adjoint.kernel.product;

import dev.adjoint.backend.Backend;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF32;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.Scratch;
import dev.adjoint.backend.ServicesF32;
import dev.adjoint.backend.ServicesF64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Matrix products by EJML's dense multiplication, the default. Operands that are not whole row-major matrices are
 * copied first, and a transposed right operand is transposed in memory, because EJML's product with a transposed right
 * side runs at less than half the speed.
 *
 * <p>Floats are widened: EJML multiplies doubles as fast, and its modules for the two types cannot stand together on a
 * module path.
 */
public final class EjmlBackend implements Backend {
    private static final Scratch<Scratch.Memory> LEFT = Scratch.memory();
    private static final Scratch<Scratch.Memory> RIGHT = Scratch.memory();
    private static final Scratch<Scratch.Memory> RESULT = Scratch.memory();

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public ServicesF32 f32() {
        return () -> EjmlBackend::multiplyFloats;
    }

    @Override
    public ServicesF64 f64() {
        return () -> EjmlBackend::multiplyDoubles;
    }

    private static void multiplyDoubles(
            MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        int m = a.rows();
        int n = b.columns();
        if (!accumulate && offset == 0 && stride == n) {
            product(a instanceof DenseF64 left ? left : copied(a), whole(b, RIGHT), DMatrixRMaj.wrap(m, n, c));
            return;
        }
        double[] result = RESULT.get().doubles(m * n);
        product(a instanceof DenseF64 left ? left : copied(a), whole(b, RIGHT), DMatrixRMaj.wrap(m, n, result));
        for (int r = 0; r < m; r++) {
            for (int i = 0, from = r * n, to = offset + r * stride; i < n; i++, from++, to++) {
                c[to] = accumulate ? c[to] + result[from] : result[from];
            }
        }
    }

    private static void multiplyFloats(
            MatrixF32 a, MatrixF32 b, float[] c, int offset, int stride, boolean accumulate) {
        int m = a.rows();
        int n = b.columns();
        double[] result = RESULT.get().doubles(m * n);
        DenseF64 left = DenseF64.of(widened(a, LEFT), 0, m, a.columns());
        DMatrixRMaj right = DMatrixRMaj.wrap(b.rows(), n, widened(b, RIGHT));
        product(left, right, DMatrixRMaj.wrap(m, n, result));
        for (int r = 0; r < m; r++) {
            for (int i = 0, from = r * n, to = offset + r * stride; i < n; i++, from++, to++) {
                c[to] = (float) (accumulate ? c[to] + result[from] : result[from]);
            }
        }
    }

    private static void product(DenseF64 a, DMatrixRMaj b, DMatrixRMaj c) {
        if (a.columns() == 0) {
            java.util.Arrays.fill(c.data, 0, c.numRows * c.numCols, 0);
        } else if (a.transposed() && a.isWhole()) {
            CommonOps_DDRM.multTransA(DMatrixRMaj.wrap(a.columns(), a.rows(), a.data()), b, c);
        } else {
            CommonOps_DDRM.mult(whole(a, LEFT), b, c);
        }
    }

    private static DenseF64 copied(MatrixF64 matrix) {
        return DenseF64.of(whole(matrix, LEFT).data, 0, matrix.rows(), matrix.columns());
    }

    private static DMatrixRMaj whole(MatrixF64 matrix, Scratch<Scratch.Memory> slot) {
        if (matrix instanceof DenseF64 dense && !dense.transposed() && dense.isWhole()) {
            return DMatrixRMaj.wrap(matrix.rows(), matrix.columns(), dense.data());
        }
        double[] copy = slot.get().doubles(matrix.rows() * matrix.columns());
        matrix.copy(0, 0, matrix.rows(), matrix.columns(), copy, 0, matrix.columns());
        return DMatrixRMaj.wrap(matrix.rows(), matrix.columns(), copy);
    }

    private static double[] widened(MatrixF32 matrix, Scratch<Scratch.Memory> slot) {
        int size = matrix.rows() * matrix.columns();
        double[] wide = slot.get().doubles(size);
        float[] copy = slot.get().floats(size);
        matrix.copy(0, 0, matrix.rows(), matrix.columns(), copy, 0, matrix.columns());
        for (int i = 0; i < size; i++) {
            wide[i] = copy[i];
        }
        return wide;
    }
}
