package dev.adjoint.backend;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The patches that a convolution's windows see, as a matrix: row {@code (c, k)} and column {@code (n, o)} hold the cell
 * of image n and channel c that cell k of window o reads, or 0 for padding. This is im2col as a view. Transposed, each
 * row is one window.
 *
 * @param geometry the sizes of the convolution
 * @param x the input
 * @param offset where the first of the channels begins in the first image
 * @param channels how many channels, those of one group
 * @param images how many images
 * @param transposed whether each row is one window
 */
public record PatchesF64(ConvGeometry geometry, double[] x, int offset, int channels, int images, boolean transposed)
        implements MatrixF64 {
    /** Rows of the transposed matrix that are copied together: few enough to stay in the first cache. */
    private static final int STRIP = 64;

    @Override
    public int rows() {
        return transposed ? images * geometry.outputCells() : channels * geometry.kernelCells();
    }

    @Override
    public int columns() {
        return transposed ? channels * geometry.kernelCells() : images * geometry.outputCells();
    }

    /**
     * How far apart the same channel of neighbouring images begins.
     *
     * @return elements
     */
    public int imageStride() {
        return geometry.inputChannels() * geometry.inputCells();
    }

    @Override
    public void copy(int row, int column, int rows, int columns, double[] target, int at, int step) {
        if (!transposed) {
            for (int r = 0; r < rows; r++) {
                copyCell(row + r, column, columns, target, at + r * step, 1);
            }
            return;
        }
        for (int r = 0; r < rows; r += STRIP) {
            for (int c = 0; c < columns; c++) {
                copyCell(column + c, row + r, Math.min(STRIP, rows - r), target, at + r * step + c, step);
            }
        }
    }

    /** What one cell of a window reads, for a range of windows, written {@code step} apart. */
    private void copyCell(int cell, int window, int windows, double[] target, int at, int step) {
        boolean joined = WindowLines.join(geometry);
        int stride = geometry.width().stride();
        WindowLines lines = new WindowLines(geometry, cell, window, windows, joined);
        while (lines.next()) {
            clear(target, at, step, lines.from, lines.inside);
            int count = lines.outside - lines.inside;
            if (step == 1 && stride == 1 && count > 0) {
                System.arraycopy(x, offset + lines.source, target, at + lines.inside, count);
            } else {
                int from = offset + lines.source;
                int to = at + lines.inside * step;
                for (int i = 0; i < count; i++, from += stride, to += step) {
                    target[to] = x[from];
                }
            }
            clear(target, at, step, lines.outside, lines.to);
        }
        if (joined) {
            clearSides(cell % geometry.width().kernel(), window, windows, target, at, step);
        }
    }

    /** Clears the padding beside each line that a walk along whole planes has passed over. */
    private void clearSides(int kw, int window, int windows, double[] target, int at, int step) {
        Axis w = geometry.width();
        int first = w.firstInside(kw);
        int end = w.endInside(kw);
        for (int line = -(window % w.output()); line < windows && end - first < w.output(); line += w.output()) {
            clear(target, at, step, Math.max(0, line), Math.min(windows, line + first));
            clear(target, at, step, Math.max(0, line + end), Math.min(windows, line + w.output()));
        }
    }

    private static void clear(double[] target, int at, int step, int from, int to) {
        for (int i = from; i < to; i++) {
            target[at + i * step] = 0;
        }
    }

    /**
     * The adjoint of {@link #copy} for the untransposed matrix: adds a block, which begins at {@code at}, of all rows
     * and the windows from {@code column} on to the input cells they came from. This is col2im.
     *
     * @param column the first window
     * @param columns how many windows
     * @param block what is added, a row for each row of the matrix
     * @param at where it begins
     */
    public void add(int column, int columns, double[] block, int at) {
        int rows = channels * geometry.kernelCells();
        int stride = geometry.width().stride();
        for (int row = 0; row < rows; row++) {
            WindowLines lines = new WindowLines(geometry, row, column, columns, false);
            while (lines.next()) {
                int cell = offset + lines.source;
                int end = at + row * columns + lines.outside;
                for (int o = at + row * columns + lines.inside; o < end; o++, cell += stride) {
                    x[cell] += block[o];
                }
            }
        }
    }
}
