package dev.adjoint.simd;

import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.ProductsF64;

/**
 * Products on vectors: of matrices in blocks ({@link BlockProductF64}) or where they stand ({@link RowProductF64}), and
 * of patches of an image, which are read from a padded copy of the image itself ({@link PatchProductF64}).
 */
final class VectorProductF64 implements ProductsF64 {
    static final VectorProductF64 INSTANCE = new VectorProductF64();

    private VectorProductF64() {}

    @Override
    public void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        if (a instanceof DenseF64 left && b instanceof DenseF64 right && RowProductF64.pays(left, right)) {
            new RowProductF64(left, right, c, stride, accumulate).multiply(offset);
            return;
        }
        if (a.columns() == 0 && !accumulate) {
            clear(c, offset, stride, a.rows(), b.columns());
        }
        new BlockProductF64(a, b, c, offset, stride, accumulate).multiply();
    }

    @Override
    public boolean sharesWork() {
        return true;
    }

    @Override
    public void multiply(MatrixF64 a, PatchesF64 b, PlanesF64 c) {
        new PatchProductF64(a, b, c).multiply();
    }

    private static void clear(double[] c, int offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            java.util.Arrays.fill(c, offset + r * stride, offset + r * stride + columns, 0);
        }
    }

    @Override
    public boolean readsPatchesInPlace(int rows) {
        return true;
    }
}
