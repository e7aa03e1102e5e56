package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.LinesF64;
import dev.adjoint.backend.Scratch;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/** Channels of an image, plane by plane with their padding, as far as windows reach. */
final class PaddedPlaneF64 {
    private static final Scratch<Scratch.Memory> WINDOWS = Scratch.memory();
    private static final Scratch<Scratch.Memory> CELLS = Scratch.memory();

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

    /** The same for the cells of a window of some channels. */
    int[] taps(int channels) {
        int[] all = new int[channels * taps.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i / taps.length * size() + taps[i % taps.length];
        }
        return all;
    }

    private int size() {
        return depth * height * width;
    }

    /** The lines in which the windows of a depth begin. */
    LinesF64 lines(double[] cells, int d) {
        int from = d * geometry.depth().stride() * height * width;
        return new LinesF64(cells, from, geometry.height().stride() * width, 0);
    }

    /** From the first cell of the first window to that of the last, and on to a multiple of some cells. */
    int reach(int multiple) {
        return (size() - taps[taps.length - 1] + multiple - 1) / multiple * multiple;
    }

    /**
     * Numbers for each window of some channels, in memory of this thread, a line of a {@link #reach} for each channel:
     * in the place of the window's first cell, and zeros between them.
     */
    double[] spread(double[] dy, int from, int channels, int reach) {
        double[] windows = WINDOWS.get().doubles(channels * reach);
        java.util.Arrays.fill(windows, 0, channels * reach, 0);
        for (int channel = 0; channel < channels; channel++) {
            spread(dy, from + channel * geometry.outputCells(), windows, channel * reach);
        }
        return windows;
    }

    private void spread(double[] dy, int from, double[] windows, int start) {
        Axis w = geometry.width();
        int at = from;
        for (int d = 0; d < geometry.depth().output(); d++) {
            for (int h = 0; h < geometry.height().output(); h++, at += w.output()) {
                int plane = d * geometry.depth().stride() * height;
                int to = start + (plane + h * geometry.height().stride()) * width;
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

    /** Memory of this thread for a plane, which holds zeros. */
    double[] clear() {
        return clear(size());
    }

    private static double[] clear(int size) {
        double[] cells = CELLS.get().doubles(size);
        java.util.Arrays.fill(cells, 0, size, 0);
        return cells;
    }

    /** Copies some channels into memory of this thread, which holds zeros for so many cells behind them. */
    double[] fill(double[] x, int from, int channels, int zeros) {
        double[] cells = clear(channels * size() + zeros);
        for (int channel = 0; channel < channels; channel++) {
            int start = from + channel * geometry.inputCells();
            int to = channel * size();
            each((source, place, count) -> System.arraycopy(x, start + source, cells, to + place, count));
        }
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
