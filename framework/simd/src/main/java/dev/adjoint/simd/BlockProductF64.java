package dev.adjoint.simd;

import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.Parallel;

/**
 * Products in blocks of some depth. The left operand of a block is packed once, into panels of a few rows; then threads
 * take groups of columns and pack their panels of the right operand, two vectors wide. A row-major operand that few
 * rows or columns of the other one share is read in place. Source: K. Goto and R. van de Geijn, Anatomy of
 * high-performance matrix multiplication, 2008.
 */
final class BlockProductF64 {
    private static final int LANES = TilesF64.LANES;
    private static final int WIDTH = 2 * LANES;

    /** Depth of a block. To touch C less often is worth more than a panel of B that stays in the first cache. */
    private static final int DEPTH = 512;

    /** Depth up to which panels of B are packed at once where A needs no packing. */
    private static final int CHUNK = 2048;

    /** Rows that are multiplied with all panels of a group in turn: their panels of A stay in the second cache. */
    private static final int HEIGHT = 192;

    /** Rows that are packed at a time. */
    private static final int ROWS = 1 << 12;

    /** Panels of B that a group has at most, so that they stay in the second cache. */
    private static final int PANELS = 16;

    /** Multiply-adds that pay for waking another thread. */
    private static final long GRAIN = 1 << 20;

    /** Elements of A that pay for waking another thread to pack them. */
    private static final int STRIP = 1 << 15;

    /** Up to so many rows, packing the right operand costs more than it gains. */
    private static final int FEW_ROWS = 32;

    /** Up to so many columns, packing a row-major left operand does. */
    private static final int FEW_COLUMNS = 8 * WIDTH;

    private final MatrixF64 a;
    private final MatrixF64 b;
    private final double[] c;
    private final int offset;
    private final int stride;
    private final boolean accumulate;

    /** Where the rows of A begin if they are read in place, or null. */
    private final int[] starts;

    /** The product {@code C = A B}, or {@code C += A B}; C begins at an offset, its rows lie {@code stride} apart. */
    BlockProductF64(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.offset = offset;
        this.stride = stride;
        this.accumulate = accumulate;
        this.starts = a instanceof DenseF64 dense && !dense.transposed() && b.columns() <= FEW_COLUMNS
                ? PanelsF64.rows(dense.offset(), dense.stride(), dense.rows())
                : null;
    }

    /** Computes it. */
    void multiply() {
        int k = a.columns();
        int most = starts == null ? DEPTH : CHUNK;
        for (int from = 0; from < k; ) {
            int to = from + depth(k - from, most);
            for (int top = 0; top < a.rows(); top += ROWS) {
                block(from, to, top, Math.min(a.rows(), top + ROWS), accumulate || from > 0);
            }
            from = to;
        }
    }

    /** How deep the next of stretches of {@code most} is; the last two are of a size. */
    private static int depth(int left, int most) {
        return left <= most ? left : left < 2 * most ? (left + 1) / 2 : most;
    }

    private void block(int from, int to, int top, int bottom, boolean add) {
        double[] left = starts == null ? packLeft(from, to, top, bottom) : null;
        Block block = new Block(left, from, to - from, top, bottom, add);
        int panels = (b.columns() + WIDTH - 1) / WIDTH;
        long work = (long) (bottom - top) * b.columns() * (to - from);
        int atLeast = (panels + PANELS - 1) / PANELS;
        int groups = (int) Math.max(atLeast, Math.min(panels, work / GRAIN));
        Parallel.pieces(groups, group -> {
            int first = (int) ((long) group * panels / groups) * WIDTH;
            int end = Math.min(b.columns(), (int) ((group + 1L) * panels / groups) * WIDTH);
            group(block, first, end);
        });
    }

    /** Packs A in strips of whole panels, on several threads. */
    private double[] packLeft(int from, int to, int top, int bottom) {
        int depth = to - from;
        int strip = (STRIP / depth / TilesF64.ROWS + 1) * TilesF64.ROWS;
        double[] left = PanelsF64.left((bottom - top) * depth);
        Parallel.range(
                bottom - top,
                strip,
                (first, end) -> PanelsF64.packLeft(a, top + first, top + end, from, to, left, first * depth));
        return left;
    }

    /** Rows of C and a stretch of the depth; {@code left} holds the panels of A, or null where A is read in place. */
    private record Block(double[] left, int from, int depth, int top, int bottom, boolean add) {}

    /**
     * Panels of B of a block: those of the row-major operand itself, or packed ones. {@code rows} says where the rows
     * of the first one begin, if A is packed.
     */
    private record Right(double[] data, int first, int stride, int panelStep, int[] rows) {}

    private Right right(double[] data, int first, int step, int panelStep, int depth) {
        return new Right(data, first, step, panelStep, starts == null ? PanelsF64.rows(first, step, depth) : null);
    }

    /** The columns {@code column .. end} of a block. */
    private void group(Block block, int column, int end) {
        int depth = block.depth;
        DenseF64 inPlace = a.rows() <= FEW_ROWS && b instanceof DenseF64 dense && !dense.transposed() ? dense : null;
        int whole = inPlace == null ? 0 : (end - column) / WIDTH * WIDTH;
        double[] packed = PanelsF64.packRight(b, block.from, block.from + depth, column + whole, end, WIDTH);
        Right rest = right(packed, 0, WIDTH, depth * WIDTH, depth);
        Right rows = rest;
        if (inPlace != null) {
            int first = inPlace.offset() + block.from * inPlace.stride() + column;
            rows = right(inPlace.data(), first, inPlace.stride(), WIDTH, depth);
        }
        for (int done = 0; done < depth; ) {
            int next = done + depth(depth - done, DEPTH);
            for (int top = block.top; top < block.bottom; top += HEIGHT) {
                int bottom = Math.min(block.bottom, top + HEIGHT);
                for (int j = 0; j < end - column; j += WIDTH) {
                    Right right = j < whole ? rows : rest;
                    int at = (j < whole ? j : j - whole) / WIDTH * right.panelStep;
                    panel(block, done, next, right, at, top, bottom, column + j, Math.min(WIDTH, end - column - j));
                }
            }
            done = next;
        }
    }

    /**
     * The rows {@code top .. bottom}, and of the block's depth {@code from .. to}, with the panel of B that begins
     * {@code at} elements behind the first.
     */
    private void panel(
            Block block, int from, int to, Right right, int at, int top, int bottom, int column, int columns) {
        boolean whole = columns == WIDTH;
        double[] target = whole ? c : PanelsF64.tile();
        int step = whole ? stride : WIDTH;
        boolean further = block.add || from > 0;
        boolean add = whole && further;
        PanelTilesF64 packed = starts == null ? packedTiles(block, from, to, right, at) : null;
        RowTilesF64 inPlace = starts == null ? null : tilesInPlace(block, from, to, right);
        if (packed != null) {
            packed.result(target, step, add);
        } else {
            inPlace.result(target, step, add);
        }
        int bFrom = right.first + from * right.stride + at;
        for (int r = top; r < bottom; ) {
            int height = TilesF64.height(bottom - r);
            int place = offset + r * stride + column;
            int begin = whole ? place : 0;
            if (packed != null) {
                packed.compute(height, (r - block.top) * block.depth, height, begin, begin + LANES);
            } else {
                inPlace.compute(height, r, bFrom, begin);
            }
            if (!whole) {
                PanelsF64.copy(target, 0, WIDTH, c, place, stride, height, columns, further);
            }
            r += height;
        }
    }

    private static PanelTilesF64 packedTiles(Block block, int from, int to, Right right, int at) {
        PanelTilesF64 tiles = new PanelTilesF64(block.left, right.data, right.rows, from, to);
        tiles.columns(at, at + LANES);
        return tiles;
    }

    private RowTilesF64 tilesInPlace(Block block, int from, int to, Right right) {
        return new RowTilesF64(((DenseF64) a).data(), starts, block.from + from, right.data, right.stride, to - from);
    }
}
