package dev.adjoint.simd;

import dev.adjoint.kernel.DenseF64;
import dev.adjoint.kernel.MatrixF64;

/**
 * Operands packed for {@link TilesF64}, and the choice of the tile. Packed memory is kept by each thread and used
 * again.
 */
final class PanelsF64 {
    /**
     * Rows of the largest tile: sixteen accumulators where there are thirty-two registers, eight where there are
     * sixteen.
     */
    private static final int ROWS = TilesF64.SPECIES.vectorBitSize() >= 512 ? 8 : 4;

    private static final ThreadLocal<double[][]> MEMORY = ThreadLocal.withInitial(() -> new double[7][0]);
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int BLOCK = 2;
    private static final int TILE = 3;
    private static final int IMAGE = 4;
    private static final int PRODUCT = 5;
    private static final int SPREAD = 6;

    private PanelsF64() {}

    private static double[] memory(int slot, int size) {
        double[][] slots = MEMORY.get();
        if (slots[slot].length < size) {
            slots[slot] = new double[size];
        }
        return slots[slot];
    }

    /** Memory for one tile. */
    static double[] tile() {
        return memory(TILE, 8 * 2 * TilesF64.LANES);
    }

    /** Memory for a padded image. */
    static double[] image(int size) {
        return memory(IMAGE, size);
    }

    /** Memory for a product with gaps. */
    static double[] product(int size) {
        return memory(PRODUCT, size);
    }

    /** Memory for lines filled up to whole vectors. */
    static double[] spread(int size) {
        return memory(SPREAD, size);
    }

    /** The rows of the tile to use when so many are left. */
    static int height(int left) {
        return left >= ROWS ? ROWS : left >= 4 ? 4 : left >= 2 ? 2 : 1;
    }

    /** Starts of rows a stride apart. */
    static int[] rows(int first, int stride, int count) {
        int[] rows = new int[count];
        for (int k = 0; k < count; k++) {
            rows[k] = first + k * stride;
        }
        return rows;
    }

    /** Rows and columns of the left operand in panels of {@link #height} rows, side by side for each column. */
    static double[] packLeft(MatrixF64 a, int top, int bottom, int from, int to) {
        int depth = to - from;
        double[] panels = memory(LEFT, (bottom - top) * depth);
        for (int r = top, at = 0; r < bottom; ) {
            int height = height(bottom - r);
            if (a instanceof DenseF64 dense && dense.transposed()) {
                int s = dense.offset() + from * dense.stride() + r;
                for (int k = 0, t = at; k < depth; k++, s += dense.stride(), t += height) {
                    for (int i = 0; i < height; i++) {
                        panels[t + i] = dense.data()[s + i];
                    }
                }
            } else if (a instanceof DenseF64 dense) {
                int s = dense.offset() + r * dense.stride() + from;
                interleave(dense.data(), s, dense.stride(), height, depth, panels, at);
            } else {
                double[] block = memory(BLOCK, ROWS * depth);
                a.copy(r, from, height, depth, block, 0, depth);
                interleave(block, 0, depth, height, depth, panels, at);
            }
            r += height;
            at += height * depth;
        }
        return panels;
    }

    /** Stores some rows side by side: four at a time, as it is writing that takes time. */
    private static void interleave(
            double[] rows, int from, int stride, int height, int depth, double[] target, int to) {
        int done = 0;
        for (; done + 4 <= height; done += 4) {
            int s0 = from + done * stride;
            int s1 = s0 + stride;
            int s2 = s1 + stride;
            int s3 = s2 + stride;
            for (int k = 0, t = to + done; k < depth; k++, t += height) {
                target[t] = rows[s0 + k];
                target[t + 1] = rows[s1 + k];
                target[t + 2] = rows[s2 + k];
                target[t + 3] = rows[s3 + k];
            }
        }
        for (; done < height; done++) {
            for (int k = 0, s = from + done * stride, t = to + done; k < depth; k++, s++, t += height) {
                target[t] = rows[s];
            }
        }
    }

    /**
     * Rows {@code from .. to} and columns {@code column .. end} in panels of a width, the last one filled up with
     * zeros.
     */
    static double[] packRight(MatrixF64 b, int from, int to, int column, int end, int width) {
        int depth = to - from;
        int panels = (end - column + width - 1) / width;
        double[] packed = memory(RIGHT, panels * depth * width);
        for (int panel = 0; panel < panels; panel++) {
            int first = column + panel * width;
            int columns = Math.min(width, end - first);
            int at = panel * depth * width;
            if (columns < width) {
                java.util.Arrays.fill(packed, at, at + depth * width, 0);
            }
            b.copy(from, first, depth, columns, packed, at, width);
        }
        return packed;
    }

    /** Multiplies one tile of a height. */
    static void tile(
            int height,
            double[] a,
            int aFrom,
            double[] b,
            int[] rows,
            int from,
            int to,
            int first,
            int second,
            double[] c,
            int cFirst,
            int cSecond,
            int stride,
            boolean accumulate) {
        switch (height) {
            case 8 ->
                TilesF64.tile8(a, aFrom, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            case 4 ->
                TilesF64.tile4(a, aFrom, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            case 2 ->
                TilesF64.tile2(a, aFrom, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
            default ->
                TilesF64.tile1(a, aFrom, b, rows, from, to, first, second, c, cFirst, cSecond, stride, accumulate);
        }
    }

    /** Adds a few dot products. */
    static void dots(
            int height,
            int width,
            double[] a,
            int aFrom,
            int aStride,
            double[] b,
            int[] rows,
            int from,
            int[] steps,
            double[] c,
            int cFrom,
            int cStride) {
        switch (10 * height + width) {
            case 44 -> TilesF64.dots4x4(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
            case 24 -> TilesF64.dots2x4(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
            case 14 -> TilesF64.dots1x4(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
            case 41 -> TilesF64.dots4x1(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
            case 21 -> TilesF64.dots2x1(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
            default -> TilesF64.dots1x1(a, aFrom, aStride, b, rows, from, steps, c, cFrom, cStride);
        }
    }

    /** Copies the valid part of a tile, or adds it. */
    static void copy(
            double[] tile,
            int from,
            int width,
            double[] c,
            int to,
            int stride,
            int rows,
            int columns,
            boolean accumulate) {
        for (int r = 0; r < rows; r++) {
            for (int i = 0, s = from + r * width, t = to + r * stride; i < columns; i++, s++, t++) {
                c[t] = accumulate ? c[t] + tile[s] : tile[s];
            }
        }
    }
}
