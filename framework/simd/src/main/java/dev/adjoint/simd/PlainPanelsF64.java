package dev.adjoint.simd;

import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.Scratch;
import java.util.Arrays;

/** The blocks of operands on which {@link PlainProductF64} works. Each thread keeps its own and uses them again. */
final class PlainPanelsF64 {
    /** Rows of a block of the left operand. */
    static final int HEIGHT = 192;

    /** Depth of a block: its panel of the right operand stays in the second cache. */
    private static final int DEPTH = 192;

    private static final int STEP = PlainLoopsF64.STEP;

    /** Columns that are transposed together: the cells read from each follow each other in the first cache. */
    private static final int TRANSPOSED = 16;

    private static final Scratch<PlainPanelsF64> MEMORY = new Scratch<>(PlainPanelsF64::new);

    /** Rows of the left operand, each filled up with zeros to whole steps. */
    private final double[] left = new double[HEIGHT * DEPTH];

    /** A step's rows of the right operand after each other, each filled up to the panel's width with zeros. */
    private final double[][] right = new double[DEPTH / STEP][STEP * PlainLoopsF64.WIDEST];

    private final double[] sums = new double[4 * PlainLoopsF64.WIDEST];
    private double[] patches = {};
    private int steps;

    private PlainPanelsF64() {}

    static PlainPanelsF64 get() {
        return MEMORY.get();
    }

    /** The depth of the next block; the last two are of a size. */
    static int depth(int remaining) {
        return remaining <= DEPTH ? remaining : remaining < 2 * DEPTH ? (remaining + 1) / 2 : DEPTH;
    }

    /** Copies a block of the left operand. */
    void packLeft(MatrixF64 a, int top, int height, int from, int depth) {
        steps = (depth + STEP - 1) / STEP;
        int padded = steps * STEP;
        a.copy(top, from, height, depth, left, 0, padded);
        for (int r = 0; r < height && depth < padded; r++) {
            Arrays.fill(left, r * padded + depth, (r + 1) * padded, 0);
        }
    }

    /** Copies a panel of the right operand. */
    void packRight(MatrixF64 b, int from, int depth, int column, int columns, int width) {
        if (b instanceof DenseF64 dense && dense.transposed()) {
            int at = dense.offset() + column * dense.stride() + from;
            transpose(dense.data(), at, dense.stride(), depth, columns, width);
        } else if (b instanceof PatchesF64 windows && windows.transposed()) {
            if (patches.length < depth * columns) {
                patches = new double[DEPTH * PlainLoopsF64.WIDEST];
            }
            untransposed(windows).copy(column, from, columns, depth, patches, 0, depth);
            transpose(patches, 0, depth, depth, columns, width);
        } else {
            for (int k = 0; k < depth; k += STEP) {
                b.copy(from + k, column, Math.min(STEP, depth - k), columns, right[k / STEP], 0, width);
            }
        }
        fillUp(depth, columns, width);
    }

    private static PatchesF64 untransposed(PatchesF64 windows) {
        return new PatchesF64(
                windows.geometry(), windows.x(), windows.offset(), windows.channels(), windows.images(), false);
    }

    /** Row k and column c of the panel from {@code data[from + c stride + k]}. */
    private void transpose(double[] data, int from, int stride, int depth, int columns, int width) {
        int whole = depth / STEP;
        for (int first = 0; first < columns; first += TRANSPOSED) {
            int end = Math.min(columns, first + TRANSPOSED);
            for (int step = 0; step < whole; step++) {
                double[] rows = right[step];
                for (int c = first, s = from + first * stride + step * STEP; c < end; c++, s += stride) {
                    rows[c] = data[s];
                    rows[width + c] = data[s + 1];
                    rows[2 * width + c] = data[s + 2];
                }
            }
            for (int k = whole * STEP; k < depth; k++) {
                double[] rows = right[whole];
                int row = (k - whole * STEP) * width;
                for (int c = first, s = from + first * stride + k; c < end; c++, s += stride) {
                    rows[row + c] = data[s];
                }
            }
        }
    }

    private void fillUp(int depth, int columns, int width) {
        for (int k = 0; k < depth && columns < width; k++) {
            int row = k % STEP * width;
            Arrays.fill(right[k / STEP], row + columns, row + width, 0);
        }
        if (depth < steps * STEP) {
            Arrays.fill(right[steps - 1], depth % STEP * width, STEP * width, 0);
        }
    }

    /** Multiplies the block and the panel copied last; they begin at a row and a column of the result. */
    void multiply(int top, int height, int column, int columns, int width, PlainResultF64 result) {
        int padded = steps * STEP;
        for (int r = 0; r < height; ) {
            int rows = height - r >= 4 ? 4 : height - r >= 2 ? 2 : 1;
            Arrays.fill(sums, 0, rows * width, 0);
            for (int step = 0; step < steps; step++) {
                PlainLoopsF64.add(rows, width, left, r * padded + step * STEP, padded, right[step], sums);
            }
            for (int i = 0; i < rows; i++) {
                result.store(top + r + i, column, columns, sums, i * width);
            }
            r += rows;
        }
    }
}
