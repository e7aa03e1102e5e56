package dev.adjoint.simd;

import dev.adjoint.kernel.ChannelsF64;
import dev.adjoint.kernel.DenseF64;
import dev.adjoint.kernel.GemmF64;
import dev.adjoint.kernel.LoopsF64;
import dev.adjoint.kernel.MatrixF64;
import dev.adjoint.kernel.MinimalFilteringF64;
import dev.adjoint.kernel.PatchesF64;
import dev.adjoint.kernel.PlanesF64;

/**
 * Products blocked for the caches and tiled for the registers. The left operand is packed into panels of a few rows. A
 * row-major right operand is read in place where few rows use it, and is packed into panels two vectors wide otherwise.
 * Patches of an image are read from a padded copy of the image itself: see {@link PatchProductF64} and
 * {@link WindowProductF64}. Source: K. Goto and R. van de Geijn, Anatomy of high-performance matrix multiplication,
 * 2008.
 */
final class VectorProductF64 implements GemmF64 {
    static final VectorProductF64 INSTANCE = new VectorProductF64();

    private static final int LANES = TilesF64.LANES;
    private static final int WIDTH = 2 * LANES;

    /** Depth of a block: its panel of B stays in the first cache. */
    private static final int DEPTH = 256;

    /** Rows of a block: its panels of A stay in the second cache. */
    private static final int HEIGHT = 192;

    /** Columns of a block. */
    private static final int BREADTH = 2048;

    /** Up to so many rows, packing the right operand costs more than it gains. */
    private static final int FEW_ROWS = 32;

    private VectorProductF64() {}

    @Override
    public void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        if (b instanceof PatchesF64 patches && patches.transposed()) {
            if (!accumulate) {
                clear(c, offset, stride, a.rows(), b.columns());
            }
            new WindowProductF64(patches).multiply(a, c, offset, stride);
            return;
        }
        if (b instanceof PatchesF64 patches) {
            int windows = patches.geometry().outputCells();
            new PatchProductF64(a, patches, c, offset, stride, windows, accumulate).multiply();
            return;
        }
        if (a instanceof DenseF64 left && b instanceof DenseF64 right && RowProductF64.pays(left, right)) {
            new RowProductF64(left, right, c, stride, accumulate).multiply(offset);
            return;
        }
        int k = a.columns();
        if (k == 0 && !accumulate) {
            clear(c, offset, stride, a.rows(), b.columns());
        }
        for (int from = 0; from < k; ) {
            int to = from + depth(k - from);
            for (int column = 0; column < b.columns(); column += BREADTH) {
                int end = Math.min(b.columns(), column + BREADTH);
                strip(a, b, from, to, column, end, c, offset, stride, accumulate || from > 0);
            }
            from = to;
        }
    }

    @Override
    public void multiply(MatrixF64 a, PatchesF64 b, PlanesF64 c) {
        new PatchProductF64(a, b, c.data(), c.offset(), c.cells(), c.imageStride(), false).multiply();
    }

    private static void clear(double[] c, int offset, int stride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            java.util.Arrays.fill(c, offset + r * stride, offset + r * stride + columns, 0);
        }
    }

    @Override
    public MinimalFilteringF64 filtering() {
        return VectorFilteringF64.INSTANCE;
    }

    @Override
    public ChannelsF64 channels() {
        return VectorChannelsF64.INSTANCE;
    }

    @Override
    public LoopsF64 loops() {
        return VectorLoopsF64.INSTANCE;
    }

    @Override
    public boolean readsPatchesInPlace(int rows) {
        return true;
    }

    /** The depth of the next block; the last two are of a size. */
    private static int depth(int left) {
        return left <= DEPTH ? left : left < 2 * DEPTH ? (left + 1) / 2 : DEPTH;
    }

    private static void strip(
            MatrixF64 a,
            MatrixF64 b,
            int from,
            int to,
            int column,
            int end,
            double[] c,
            int offset,
            int stride,
            boolean accumulate) {
        int depth = to - from;
        boolean inPlace = a.rows() <= FEW_ROWS && b instanceof DenseF64 dense && !dense.transposed();
        int whole = inPlace ? (end - column) / WIDTH * WIDTH : 0;
        int[] packedRows = PanelsF64.rows(0, WIDTH, depth);
        int[] rows = inPlace
                ? PanelsF64.rows(
                        ((DenseF64) b).offset() + from * ((DenseF64) b).stride() + column,
                        ((DenseF64) b).stride(),
                        depth)
                : null;
        double[] packed = PanelsF64.packRight(b, from, to, column + whole, end, WIDTH);
        double[] scratch = PanelsF64.tile();
        for (int top = 0; top < a.rows(); top += HEIGHT) {
            int bottom = Math.min(a.rows(), top + HEIGHT);
            double[] left = PanelsF64.left((bottom - top) * depth);
            PanelsF64.packLeft(a, top, bottom, from, to, left, 0);
            for (int j = 0; j < end - column; j += WIDTH) {
                boolean direct = j < whole;
                double[] right = direct ? ((DenseF64) b).data() : packed;
                int[] starts = direct ? rows : packedRows;
                int at = direct ? j : (j - whole) * depth;
                int columns = Math.min(WIDTH, end - column - j);
                for (int r = top, p = 0; r < bottom; ) {
                    int height = PanelsF64.height(bottom - r);
                    int to2 = offset + r * stride + column + j;
                    if (columns == WIDTH) {
                        PanelsF64.tile(
                                height,
                                left,
                                p,
                                right,
                                starts,
                                0,
                                depth,
                                at,
                                at + LANES,
                                c,
                                to2,
                                to2 + LANES,
                                stride,
                                accumulate);
                    } else {
                        PanelsF64.tile(
                                height,
                                left,
                                p,
                                right,
                                starts,
                                0,
                                depth,
                                at,
                                at + LANES,
                                scratch,
                                0,
                                LANES,
                                WIDTH,
                                false);
                        PanelsF64.copy(scratch, 0, WIDTH, c, to2, stride, height, columns, accumulate);
                    }
                    r += height;
                    p += height * depth;
                }
            }
        }
    }
}
