package dev.adjoint.simd;

import dev.adjoint.backend.ChannelsF64;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.Scratch;
import jdk.incubator.vector.DoubleVector;

/** Operands packed for {@link PanelTilesF64}. Packed memory is kept by each thread and used again. */
final class PanelsF64 {
    private static final int LANES = TilesF64.LANES;
    private static final Scratch<PanelsF64> MEMORY = new Scratch<>(PanelsF64::new);
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int BLOCK = 2;
    private static final int TILE = 3;
    private static final int IMAGE = 4;
    private static final int PRODUCT = 5;
    private static final int RESULT = 6;
    private static final int SUMS = 7;

    private final double[][] slots = new double[8][0];
    private Object layout;
    private int zeroed;

    private PanelsF64() {}

    private static double[] memory(int slot, int size) {
        double[][] slots = MEMORY.get().slots;
        if (slots[slot].length < size) {
            slots[slot] = new double[size];
        }
        return slots[slot];
    }

    /** Memory for one tile. */
    static double[] tile() {
        return memory(TILE, 8 * 2 * LANES);
    }

    /** Memory for panels of the left operand. */
    static double[] left(int size) {
        return memory(LEFT, size);
    }

    /** Memory for padded images. It holds zeros, but for what the last user of the same layout wrote. */
    static double[] image(int size, Object layout) {
        PanelsF64 panels = MEMORY.get();
        double[] image = memory(IMAGE, size);
        if (panels.layout != layout || panels.zeroed < size) {
            java.util.Arrays.fill(image, 0, size, 0);
            panels.layout = layout;
            panels.zeroed = size;
        }
        return image;
    }

    /** Memory for an operand on its way to where it is read. */
    static double[] block(int size) {
        return memory(BLOCK, size);
    }

    /** Memory for a product. */
    static double[] product(int size) {
        return memory(PRODUCT, size);
    }

    /** Memory for what several products are gathered in. */
    static double[] result(int size) {
        return memory(RESULT, size);
    }

    /** Memory for the sums of several threads, which hold anything. */
    static double[] sums(int size) {
        return memory(SUMS, size);
    }

    /** Starts of rows a stride apart. */
    static int[] rows(int first, int stride, int count) {
        int[] rows = new int[count];
        for (int k = 0; k < count; k++) {
            rows[k] = first + k * stride;
        }
        return rows;
    }

    /** Rows and columns of the left operand in panels of {@link TilesF64#height} rows, side by side for each column. */
    static void packLeft(MatrixF64 a, int top, int bottom, int from, int to, double[] panels, int at) {
        int depth = to - from;
        for (int r = top; r < bottom; ) {
            int height = TilesF64.height(bottom - r);
            if (a instanceof DenseF64 dense && dense.transposed()) {
                int s = dense.offset() + from * dense.stride() + r;
                for (int k = 0, t = at; k < depth; k++, s += dense.stride(), t += height) {
                    for (int i = 0; i < height; i++) {
                        panels[t + i] = dense.data()[s + i];
                    }
                }
            } else if (a instanceof DenseF64 dense) {
                int s = dense.offset() + r * dense.stride() + from;
                ChannelsF64.interleave(dense.data(), s, dense.stride(), height, depth, panels, at, height);
            } else {
                double[] block = block(8 * depth);
                a.copy(r, from, height, depth, block, 0, depth);
                ChannelsF64.interleave(block, 0, depth, height, depth, panels, at, height);
            }
            r += height;
            at += height * depth;
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
            if (columns == 2 * LANES && b instanceof DenseF64 dense && !dense.transposed()) {
                int source = dense.offset() + from * dense.stride() + first;
                copyVectors(dense.data(), source, dense.stride(), depth, packed, at, width);
                continue;
            }
            if (columns < width) {
                java.util.Arrays.fill(packed, at, at + depth * width, 0);
            }
            b.copy(from, first, depth, columns, packed, at, width);
        }
        return packed;
    }

    /** Copies rows of two vectors: a call for each to copy memory costs more than the copy. */
    private static void copyVectors(
            double[] source, int from, int stride, int rows, double[] target, int to, int step) {
        for (int r = 0; r < rows; r++) {
            DoubleVector first = DoubleVector.fromArray(TilesF64.SPECIES, source, from + r * stride);
            DoubleVector second = DoubleVector.fromArray(TilesF64.SPECIES, source, from + r * stride + LANES);
            first.intoArray(target, to + r * step);
            second.intoArray(target, to + r * step + LANES);
        }
    }

    /** Copies the valid part of a tile, or adds it. */
    static void copy(
            double[] tile, int from, int width, double[] c, int to, int stride, int rows, int columns, boolean add) {
        for (int r = 0; r < rows; r++) {
            copyRow(tile, from + r * width, c, to + r * stride, columns, add);
        }
    }

    /** Copies some elements, or adds them. */
    static void copyRow(double[] source, int from, double[] c, int to, int count, boolean add) {
        if (!add) {
            System.arraycopy(source, from, c, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            c[to + i] += source[from + i];
        }
    }
}
