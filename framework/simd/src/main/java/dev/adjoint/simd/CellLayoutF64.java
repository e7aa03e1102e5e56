package dev.adjoint.simd;

import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.RowsF64;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * How images are laid out with their padding so that the channels of a cell stand side by side, and so do what
 * neighbouring cells of a window read: a run. Each window is then a place in memory, with its runs at the same
 * distances behind it, whatever the stride and the dilation.
 */
final class CellLayoutF64 {
    private static final int LANES = TilesF64.LANES;

    private final int channels;
    private final Span depth;
    private final Span height;
    private final Span width;

    /** The cells of an image along one axis, and so many more that windows reach all they read. */
    private record Span(int input, int before, int length) {
        static Span of(Axis axis) {
            return new Span(axis.input(), axis.before(), axis.span());
        }

        /** As far as the windows of any phase reach. */
        static Span ofPhases(Axis axis) {
            int before = 0;
            int behind = 0;
            for (int r = 0; r < axis.stride(); r++) {
                Axis phase = axis.phase(r);
                if (phase.output() > 0 && phase.kernel() > 0) {
                    before = Math.max(before, phase.before());
                    behind = Math.max(behind, phase.span() - phase.before());
                }
            }
            return new Span(axis.output(), before, before + behind);
        }

        /** The first cell that windows reach. */
        int first() {
            return Math.max(0, -before);
        }

        /** The cell behind the last one that they reach. */
        int end() {
            return Math.min(input, length - before);
        }

        /** Where window o of an axis begins. */
        int start(Axis axis, int o) {
            return o * axis.stride() + before - axis.before();
        }
    }

    private CellLayoutF64(int channels, Span depth, Span height, Span width) {
        this.channels = channels;
        this.depth = depth;
        this.height = height;
        this.width = width;
    }

    /** The layout of the images that a convolution reads, of some channels. */
    static CellLayoutF64 of(ConvGeometry geometry, int channels) {
        Span depth = Span.of(geometry.depth());
        return new CellLayoutF64(channels, depth, Span.of(geometry.height()), Span.of(geometry.width()));
    }

    /** The layout of the images that all {@link ConvGeometry#phase phases} of a transposed convolution read. */
    static CellLayoutF64 ofPhases(ConvGeometry geometry, int channels) {
        Span depth = Span.ofPhases(geometry.depth());
        return new CellLayoutF64(channels, depth, Span.ofPhases(geometry.height()), Span.ofPhases(geometry.width()));
    }

    int channels() {
        return channels;
    }

    /** Cells of a window along its width that belong to one run: all of them if they are neighbours. */
    static int runCells(ConvGeometry geometry) {
        return geometry.width().dilation() == 1 ? geometry.width().kernel() : 1;
    }

    /** Elements of one image. */
    private int imageSize() {
        return depth.length * height.length * width.length * channels;
    }

    /** Where each run of a window begins behind its first cell. */
    int[] runs(ConvGeometry geometry) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int runCells = runCells(geometry);
        int[] runs = new int[geometry.kernelCells() / runCells];
        for (int r = 0; r < runs.length; r++) {
            int cell = r * runCells;
            int kw = cell % w.kernel() * w.dilation();
            int kh = cell / w.kernel() % h.kernel() * h.dilation();
            int kd = cell / w.kernel() / h.kernel() * d.dilation();
            runs[r] = ((kd * height.length + kh) * width.length + kw) * channels;
        }
        return runs;
    }

    /** Where the first cell of each window of some images stands. */
    int[] windows(ConvGeometry geometry, int images) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int[] windows = new int[images * geometry.outputCells()];
        int to = 0;
        for (int n = 0; n < images; n++) {
            for (int od = 0; od < d.output(); od++) {
                for (int oh = 0; oh < h.output(); oh++) {
                    int line = (depth.start(d, od) * height.length + height.start(h, oh)) * width.length;
                    for (int ow = 0; ow < w.output(); ow++) {
                        windows[to++] = n * imageSize() + (line + width.start(w, ow)) * channels;
                    }
                }
            }
        }
        return windows;
    }

    /** Some of the images, in memory of this thread, with zeros for two vectors behind them. */
    double[] fill(PlanesF64 images, int first, int count) {
        double[] cells = PanelsF64.image(count * imageSize() + 2 * LANES, this);
        for (int n = 0; n < count; n++) {
            fill(images, images.offset() + (first + n) * images.imageStride(), cells, n * imageSize());
        }
        return cells;
    }

    private void fill(PlanesF64 images, int from, double[] cells, int to) {
        int top = height.first();
        int left = width.first();
        for (int d = depth.first(); d < depth.end(); d++) {
            int source = from + (d * height.input + top) * width.input + left;
            int line = ((d + depth.before) * height.length + top + height.before) * width.length;
            VectorChannelsF64.INSTANCE.interleave(
                    new RowsF64(images.data(), source, images.cells(), width.input),
                    new RowsF64(cells, to + (line + left + width.before) * channels, channels, width.length * channels),
                    channels,
                    height.end() - top,
                    width.end() - left);
        }
    }
}
