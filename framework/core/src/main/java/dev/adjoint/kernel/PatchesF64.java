package dev.adjoint.kernel;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The patches that a convolution's windows see, as a matrix: row {@code (c, k)} and column {@code (n, o)} hold the cell
 * of image n and channel c that cell k of window o reads, or 0 for padding. This is im2col as a view. Transposed, each
 * row is one window.
 *
 * @param x the input
 * @param offset where the first of the channels begins in the first image
 * @param channels how many channels, those of one group
 * @param images how many images
 */
public record PatchesF64(ConvGeometry geometry, double[] x, int offset, int channels, int images, boolean transposed)
        implements MatrixF64 {
    @Override
    public int rows() {
        return transposed ? images * geometry.outputCells() : channels * geometry.kernelCells();
    }

    @Override
    public int columns() {
        return transposed ? channels * geometry.kernelCells() : images * geometry.outputCells();
    }

    /** How far apart the same channel of neighbouring images begins. */
    public int imageStride() {
        return geometry.inputChannels() * geometry.inputCells();
    }

    @Override
    public void copy(int row, int column, int rows, int columns, double[] target, int at, int step) {
        if (transposed) {
            copyWindows(row, column, rows, columns, target, at, step);
            return;
        }
        for (int r = 0; r < rows; r++) {
            copyCell(row + r, column, columns, target, at + r * step);
        }
    }

    /** One row of the untransposed matrix: what one cell of a window reads, for a range of windows. */
    private void copyCell(int row, int column, int columns, double[] target, int at) {
        Axis w = geometry.width();
        int kw = row % w.kernel();
        int first = w.firstInside(kw);
        int end = w.endInside(kw);
        for (int done = 0; done < columns; ) {
            int line = (column + done) / w.output();
            int from = (column + done) % w.output();
            int to = Math.min(w.output(), from + columns - done);
            int source = lineStart(row / w.kernel(), line);
            int inside = source < 0 ? to : Math.min(to, Math.max(from, first));
            int outside = source < 0 ? to : Math.max(inside, Math.min(to, end));
            int shift = at + done - from;
            java.util.Arrays.fill(target, shift + from, shift + inside, 0);
            int cell = source + w.source(inside, kw);
            if (w.stride() == 1) {
                System.arraycopy(x, inside < outside ? cell : 0, target, shift + inside, outside - inside);
            } else {
                for (int o = inside; o < outside; o++, cell += w.stride()) {
                    target[shift + o] = x[cell];
                }
            }
            java.util.Arrays.fill(target, shift + outside, shift + to, 0);
            done += to - from;
        }
    }

    /**
     * Where the line of input cells begins that a line of windows reads with cell {@code (c, kd, kh)}, or -1 if it is
     * padding.
     */
    private int lineStart(int cell, int line) {
        Axis h = geometry.height();
        Axis d = geometry.depth();
        int kh = cell % h.kernel();
        int kd = cell / h.kernel() % d.kernel();
        int c = cell / h.kernel() / d.kernel();
        int ih = h.source(line % h.output(), kh);
        int id = d.source(line / h.output() % d.output(), kd);
        if (ih < 0 || ih >= h.input() || id < 0 || id >= d.input()) {
            return -1;
        }
        int image = line / h.output() / d.output();
        int plane = (c * d.input() + id) * h.input() + ih;
        return offset + image * imageStride() + plane * geometry.width().input();
    }

    /** Rows of the transposed matrix: all that a range of windows reads, for a range of cells. */
    private void copyWindows(int row, int column, int rows, int columns, double[] target, int at, int step) {
        Axis w = geometry.width();
        for (int r = 0; r < rows; r++) {
            int line = (row + r) / w.output();
            int start = w.source((row + r) % w.output(), 0);
            int to = at + r * step;
            for (int done = 0; done < columns; ) {
                int cell = (column + done) / w.kernel();
                int kw = (column + done) % w.kernel();
                int end = Math.min(w.kernel(), kw + columns - done);
                int source = lineStart(cell, line);
                for (; kw < end; kw++, done++) {
                    int iw = start + kw * w.dilation();
                    target[to + done] = source < 0 || iw < 0 || iw >= w.input() ? 0 : x[source + iw];
                }
            }
        }
    }

    /**
     * The adjoint of {@link #copy} for the untransposed matrix: adds a block, which begins at {@code at}, of all rows
     * and the windows from {@code column} on to the input cells they came from. This is col2im.
     */
    public void add(int column, int columns, double[] block, int at) {
        Axis w = geometry.width();
        int rows = channels * geometry.kernelCells();
        for (int row = 0; row < rows; row++) {
            int kw = row % w.kernel();
            int first = w.firstInside(kw);
            int end = w.endInside(kw);
            for (int done = 0; done < columns; ) {
                int line = (column + done) / w.output();
                int from = (column + done) % w.output();
                int to = Math.min(w.output(), from + columns - done);
                int source = lineStart(row / w.kernel(), line);
                if (source >= 0) {
                    int inside = Math.max(from, first);
                    int cell = source + w.source(inside, kw);
                    int shift = at + row * columns + done - from;
                    for (int o = inside; o < Math.min(to, end); o++, cell += w.stride()) {
                        x[cell] += block[shift + o];
                    }
                }
                done += to - from;
            }
        }
    }
}
