package dev.adjoint.kernel;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/** One channel of one image with its padding, as far as windows reach. */
final class PaddedPlaneF64 {
    private final ConvGeometry geometry;
    private final int depth;
    private final int height;
    private final int width;
    private final int[] taps;

    PaddedPlaneF64(ConvGeometry geometry) {
        this.geometry = geometry;
        depth = geometry.depth().span();
        height = geometry.height().span();
        width = geometry.width().span();
        taps = new int[geometry.kernelCells()];
        int kernelHeight = geometry.height().kernel();
        int kernelWidth = geometry.width().kernel();
        for (int cell = 0; cell < taps.length; cell++) {
            int d = cell / kernelWidth / kernelHeight * geometry.depth().dilation();
            int h = cell / kernelWidth % kernelHeight * geometry.height().dilation();
            int w = cell % kernelWidth * geometry.width().dilation();
            taps[cell] = (d * height + h) * width + w;
        }
    }

    ConvGeometry geometry() {
        return geometry;
    }

    /** How far behind the first cell of a window each of its cells stands. */
    int[] taps() {
        return taps;
    }

    /** The lines in which the windows of a depth begin. */
    LinesF64 lines(double[] cells, int d) {
        int from = d * geometry.depth().stride() * height * width;
        return new LinesF64(cells, from, geometry.height().stride() * width, 0);
    }

    /** From the first cell of the first window to that of the last: as many cells as {@link #windows} has. */
    int reach() {
        return depth * height * width - taps[taps.length - 1];
    }

    /** Memory of this thread for a number for each window, in the place of its first cell, and zeros between them. */
    double[] windows() {
        double[] windows = ScratchF64.take(ScratchF64.WINDOWS, reach());
        java.util.Arrays.fill(windows, 0, reach(), 0);
        return windows;
    }

    /** Copies a number for each window to its place. */
    void spread(double[] dy, int from, double[] windows) {
        Axis w = geometry.width();
        int at = from;
        for (int d = 0; d < geometry.depth().output(); d++) {
            for (int h = 0; h < geometry.height().output(); h++, at += w.output()) {
                int plane = d * geometry.depth().stride() * height;
                int to = (plane + h * geometry.height().stride()) * width;
                if (w.stride() == 1) {
                    System.arraycopy(dy, at, windows, to, w.output());
                    continue;
                }
                for (int o = 0; o < w.output(); o++) {
                    windows[to + o * w.stride()] = dy[at + o];
                }
            }
        }
    }

    /** Memory of this thread that holds zeros. */
    double[] clear() {
        int size = depth * height * width;
        double[] cells = ScratchF64.take(ScratchF64.CELLS, size);
        java.util.Arrays.fill(cells, 0, size, 0);
        return cells;
    }

    /** Copies a plane into memory of this thread. */
    double[] fill(double[] x, int from) {
        double[] cells = clear();
        each((source, place, count) -> System.arraycopy(x, from + source, cells, place, count));
        return cells;
    }

    /** Copies the cells without the padding to a plane. */
    void read(double[] cells, double[] x, int to) {
        each((source, place, count) -> System.arraycopy(cells, place, x, to + source, count));
    }

    /** Some neighbouring cells of the plane and their place among the padded ones. */
    @FunctionalInterface
    private interface Row {
        void visit(int source, int place, int count);
    }

    private void each(Row row) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int first = Math.max(0, -w.before());
        int count = Math.min(w.input(), width - w.before()) - first;
        for (int id = Math.max(0, -d.before()); id < Math.min(d.input(), depth - d.before()) && count > 0; id++) {
            for (int ih = Math.max(0, -h.before()); ih < Math.min(h.input(), height - h.before()); ih++) {
                int line = ((id + d.before()) * height + ih + h.before()) * width;
                row.visit((id * h.input() + ih) * w.input() + first, line + first + w.before(), count);
            }
        }
    }
}
