package dev.adjoint.simd;

import dev.adjoint.kernel.DenseF64;
import dev.adjoint.kernel.MatrixF64;
import dev.adjoint.kernel.Parallel;

/**
 * Products in blocks of some depth. The left operand of a block is packed once, into panels of a few rows; then threads
 * take groups of columns. A row-major right operand is read in place where few rows use it; else its panels, two
 * vectors wide, are packed by the thread that multiplies them. Source: K. Goto and R. van de Geijn, Anatomy of
 * high-performance matrix multiplication, 2008.
 */
final class BlockProductF64 {
    private static final int LANES = TilesF64.LANES;
    private static final int WIDTH = 2 * LANES;

    /** Depth of a block: its panel of B stays in the first cache. */
    private static final int DEPTH = 256;

    /** Rows that are multiplied with all panels of a group in turn: their panels of A stay in the second cache. */
    private static final int HEIGHT = 192;

    /** Rows that are packed at a time. */
    private static final int ROWS = 1 << 12;

    /** Panels of B that a group has at most, so that they stay in the second cache. */
    private static final int PANELS = 16;

    /** Multiply-adds that pay for waking another thread. */
    private static final long GRAIN = 1 << 20;

    /** Up to so many rows, packing the right operand costs more than it gains. */
    private static final int FEW_ROWS = 32;

    private final MatrixF64 a;
    private final MatrixF64 b;
    private final double[] c;
    private final int offset;
    private final int stride;
    private final boolean accumulate;

    /** The product {@code C = A B}, or {@code C += A B}; C begins at an offset, its rows lie {@code stride} apart. */
    BlockProductF64(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.offset = offset;
        this.stride = stride;
        this.accumulate = accumulate;
    }

    /** Computes it. */
    void multiply() {
        int k = a.columns();
        for (int from = 0; from < k; ) {
            int to = from + depth(k - from);
            for (int top = 0; top < a.rows(); top += ROWS) {
                block(from, to, top, Math.min(a.rows(), top + ROWS), accumulate || from > 0);
            }
            from = to;
        }
    }

    /** The depth of the next block; the last two are of a size. */
    private static int depth(int left) {
        return left <= DEPTH ? left : left < 2 * DEPTH ? (left + 1) / 2 : DEPTH;
    }

    private void block(int from, int to, int top, int bottom, boolean add) {
        int depth = to - from;
        double[] left = PanelsF64.left((bottom - top) * depth);
        PanelsF64.packLeft(a, top, bottom, from, to, left, 0);
        int panels = (b.columns() + WIDTH - 1) / WIDTH;
        long work = (long) (bottom - top) * b.columns() * depth;
        int atLeast = (panels + PANELS - 1) / PANELS;
        int groups = (int) Math.max(atLeast, Math.min(panels, work / GRAIN));
        Parallel.pieces(groups, group -> {
            int first = (int) ((long) group * panels / groups) * WIDTH;
            int end = Math.min(b.columns(), (int) ((group + 1L) * panels / groups) * WIDTH);
            group(left, from, to, top, bottom, first, end, add);
        });
    }

    /** The rows {@code first .. last} of the columns {@code column .. end}. */
    private void group(double[] left, int from, int to, int first, int last, int column, int end, boolean add) {
        int depth = to - from;
        DenseF64 inPlace = a.rows() <= FEW_ROWS && b instanceof DenseF64 dense && !dense.transposed() ? dense : null;
        int whole = inPlace == null ? 0 : (end - column) / WIDTH * WIDTH;
        int[] packedRows = PanelsF64.rows(0, WIDTH, depth);
        int[] rows = inPlace == null
                ? null
                : PanelsF64.rows(inPlace.offset() + from * inPlace.stride() + column, inPlace.stride(), depth);
        double[] packed = PanelsF64.packRight(b, from, to, column + whole, end, WIDTH);
        for (int top = first; top < last; top += HEIGHT) {
            int bottom = Math.min(last, top + HEIGHT);
            int p = (top - first) * depth;
            for (int j = 0; j < end - column; j += WIDTH) {
                int columns = Math.min(WIDTH, end - column - j);
                if (j < whole) {
                    panel(left, p, inPlace.data(), rows, j, depth, top, bottom, column + j, columns, add);
                } else {
                    panel(
                            left,
                            p,
                            packed,
                            packedRows,
                            (j - whole) * depth,
                            depth,
                            top,
                            bottom,
                            column + j,
                            columns,
                            add);
                }
            }
        }
    }

    /** The rows {@code top .. bottom} of one panel of columns. */
    private void panel(
            double[] left,
            int p,
            double[] right,
            int[] rows,
            int at,
            int depth,
            int top,
            int bottom,
            int column,
            int columns,
            boolean add) {
        double[] scratch = PanelsF64.tile();
        for (int r = top; r < bottom; ) {
            int height = PanelsF64.height(bottom - r);
            int to = offset + r * stride + column;
            if (columns == WIDTH) {
                PanelsF64.tile(height, left, p, right, rows, 0, depth, at, at + LANES, c, to, to + LANES, stride, add);
            } else {
                PanelsF64.tile(height, left, p, right, rows, 0, depth, at, at + LANES, scratch, 0, LANES, WIDTH, false);
                PanelsF64.copy(scratch, 0, WIDTH, c, to, stride, height, columns, add);
            }
            r += height;
            p += height * depth;
        }
    }
}
