package dev.adjoint.simd;

import dev.adjoint.kernel.MatrixF64;
import dev.adjoint.kernel.PatchesF64;
import dev.adjoint.kernel.RowsF64;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * Products with the transposed patches of images, {@code C = A P'}, the sums of a filter gradient over all windows. The
 * images are copied so that the channels of a cell stand side by side, and so do what neighbouring cells of a window
 * read: a run. Each window is then a row of the right operand, with its runs as columns, and a tile reads it where it
 * stands.
 */
final class WindowProductF64 {
    private static final int LANES = TilesF64.LANES;

    /** Windows that one pass over the columns adds up. */
    private static final int DEPTH = 256;

    private final ConvGeometry geometry;
    private final PatchesF64 patches;
    private final int channels;

    /** Cells of a window along its width that belong to one run: all of them if they are neighbours. */
    private final int runCells;

    private final int depth;
    private final int height;
    private final int width;

    WindowProductF64(PatchesF64 patches) {
        this.patches = patches;
        geometry = patches.geometry();
        channels = patches.channels();
        runCells = geometry.width().dilation() == 1 ? geometry.width().kernel() : 1;
        depth = geometry.depth().span();
        height = geometry.height().span();
        width = geometry.width().span();
    }

    /** Adds the product to C, whose rows lie {@code stride} apart. */
    void multiply(MatrixF64 a, double[] c, int offset, int stride) {
        int run = runCells * channels;
        int perRun = (run + LANES - 1) / LANES;
        int[] columns = columns(perRun);
        int pitch = (columns.length + 1) / 2 * 2 * LANES;
        double[] sums = PanelsF64.product(a.rows() * pitch);
        java.util.Arrays.fill(sums, 0, a.rows() * pitch, 0);
        int windows = geometry.outputCells();
        for (int image = 0; image < patches.images(); image++) {
            double[] cells = fill(image);
            for (int from = 0; from < windows; from += DEPTH) {
                int to = Math.min(windows, from + DEPTH);
                pass(a, image * windows, from, to, cells, columns, sums, pitch);
            }
        }
        collect(sums, pitch, a.rows(), perRun, c, offset, stride);
    }

    private void pass(
            MatrixF64 a, int column, int from, int to, double[] cells, int[] columns, double[] sums, int pitch) {
        int count = to - from;
        int[] windows = windows(from, to);
        double[] left = PanelsF64.left(a.rows() * count);
        PanelsF64.packLeft(a, 0, a.rows(), column + from, column + to, left, 0);
        for (int v = 0; v < columns.length; v += 2) {
            int first = columns[v];
            int second = columns[Math.min(v + 1, columns.length - 1)];
            for (int r = 0, p = 0; r < a.rows(); ) {
                int tile = PanelsF64.height(a.rows() - r);
                int at = r * pitch + v * LANES;
                PanelsF64.tile(
                        tile, left, p, cells, windows, 0, count, first, second, sums, at, at + LANES, pitch, true);
                r += tile;
                p += tile * count;
            }
        }
    }

    /** Where the first cell of each window stands. */
    private int[] windows(int from, int to) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int[] windows = new int[to - from];
        for (int o = from; o < to; o++) {
            int ow = o % w.output() * w.stride();
            int oh = o / w.output() % h.output() * h.stride();
            int od = o / w.output() / h.output() * d.stride();
            windows[o - from] = ((od * height + oh) * width + ow) * channels;
        }
        return windows;
    }

    /** Where each vector of each run begins behind the first cell of a window. */
    private int[] columns(int perRun) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int[] columns = new int[geometry.kernelCells() / runCells * perRun];
        for (int v = 0; v < columns.length; v++) {
            int cell = v / perRun * runCells;
            int kw = cell % w.kernel() * w.dilation();
            int kh = cell / w.kernel() % h.kernel() * h.dilation();
            int kd = cell / w.kernel() / h.kernel() * d.dilation();
            columns[v] = ((kd * height + kh) * width + kw) * channels + v % perRun * LANES;
        }
        return columns;
    }

    /** One image with its padding, the channels of a cell side by side. */
    private double[] fill(int image) {
        int size = depth * height * width * channels;
        double[] cells = PanelsF64.image(size + 2 * LANES, null);
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int from = patches.offset() + image * patches.imageStride();
        int first = Math.max(0, -w.before());
        int count = Math.min(w.input(), width - w.before()) - first;
        for (int id = Math.max(0, -d.before()); id < Math.min(d.input(), depth - d.before()); id++) {
            int top = Math.max(0, -h.before());
            int rows = Math.min(h.input(), height - h.before()) - top;
            int source = from + (id * h.input() + top) * w.input() + first;
            int line = ((id + d.before()) * height + top + h.before()) * width;
            VectorChannelsF64.INSTANCE.interleave(
                    new RowsF64(patches.x(), source, geometry.inputCells(), w.input()),
                    new RowsF64(cells, (line + first + w.before()) * channels, channels, width * channels),
                    channels,
                    rows,
                    count);
        }
        return cells;
    }

    /** Adds the sums to C, whose columns go through channels first. */
    private void collect(double[] sums, int pitch, int rows, int perRun, double[] c, int offset, int stride) {
        int kernelCells = geometry.kernelCells();
        for (int r = 0; r < rows; r++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int cell = 0; cell < kernelCells; cell++) {
                    int at = cell / runCells * perRun * LANES + cell % runCells * channels + channel;
                    c[offset + r * stride + channel * kernelCells + cell] += sums[r * pitch + at];
                }
            }
        }
    }
}
