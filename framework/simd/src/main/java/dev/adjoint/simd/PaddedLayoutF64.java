package dev.adjoint.simd;

import dev.adjoint.Shape;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.stream.IntStream;

/**
 * How images are laid out with their padding, so that what one cell of a window reads, for all windows of a line, lies
 * side by side: row (c, k) of the patches begins at {@code rows[k]}, and the windows' lines at {@code lines[l]} behind
 * it. With a stride s every s-th cell of an axis is stored together. Narrow lines are joined to one long line that also
 * passes over the cells between them: gaps, which {@link #compact} leaves out.
 */
final class PaddedLayoutF64 {
    private static final int LANES = TilesF64.LANES;
    private static final int PADDING = -1;

    /** The layout made last: the pieces of one convolution share it. */
    private static volatile PaddedLayoutF64 last;

    private final ConvGeometry geometry;
    private final int channels;
    private final int depth;
    private final int height;
    private final int pitch;
    private final int plane;
    private final int[] sources;
    private final int[] rows;
    private final int[] lines;
    private final int length;

    private PaddedLayoutF64(ConvGeometry geometry, int channels) {
        this.geometry = geometry;
        this.channels = channels;
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        depth = phase(d);
        height = phase(h);
        pitch = phase(w);
        plane = Shape.of(d.stride() * depth, h.stride() * height, w.stride() * pitch)
                .size();
        rows = new int[channels * geometry.kernelCells()];
        for (int row = 0; row < rows.length; row++) {
            int kw = row % w.kernel();
            int kh = row / w.kernel() % h.kernel();
            int kd = row / w.kernel() / h.kernel() % d.kernel();
            int c = row / geometry.kernelCells();
            rows[row] = c * plane + place(kd * d.dilation(), kh * h.dilation(), kw * w.dilation());
        }
        sources = IntStream.range(0, plane / pitch).map(this::source).toArray();
        int wholeVectors = (w.output() + LANES - 1) / LANES * LANES;
        int wasted = wholeVectors - w.output();
        boolean join = h.output() > 1 && (wasted * 2 > wholeVectors - 1 || wholeVectors > pitch + LANES / 4);
        length = join ? (h.output() - 1) * pitch + w.output() : w.output();
        lines = new int[join ? d.output() : d.output() * h.output()];
        for (int l = 0; l < lines.length; l++) {
            lines[l] = (join ? l * height : l / h.output() * height + l % h.output()) * pitch;
        }
    }

    static PaddedLayoutF64 of(PatchesF64 patches) {
        PaddedLayoutF64 layout = last;
        if (layout == null || layout.channels != patches.channels() || !layout.geometry.equals(patches.geometry())) {
            layout = new PaddedLayoutF64(patches.geometry(), patches.channels());
            last = layout;
        }
        return layout;
    }

    /** Cells of an axis that are a stride apart, as many as windows reach. */
    private static int phase(Axis axis) {
        return (axis.span() + axis.stride() - 1) / axis.stride();
    }

    /** Where a padded cell of a plane is stored. */
    private int place(int d, int h, int w) {
        int sd = geometry.depth().stride();
        int sh = geometry.height().stride();
        int sw = geometry.width().stride();
        int block = (d % sd * sh + h % sh) * sw + w % sw;
        return ((block * depth + d / sd) * height + h / sh) * pitch + w / sw;
    }

    /** Where in a plane of the images the line begins that a stored line holds cells of. */
    private int source(int line) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        int block = line / (depth * height) / geometry.width().stride();
        int id = line / height % depth * d.stride() + block / h.stride() - d.before();
        int ih = line % height * h.stride() + block % h.stride() - h.before();
        boolean inside = id >= 0 && id < d.input() && ih >= 0 && ih < h.input();
        return inside ? (id * h.input() + ih) * geometry.width().input() : PADDING;
    }

    /** Some of the images, in memory of this thread. */
    double[] fill(PatchesF64 patches, int first, int count) {
        double[] cells = PanelsF64.image(count * imageSize() + 2 * LANES, this);
        for (int n = 0; n < count; n++) {
            int from = patches.offset() + (first + n) * patches.imageStride();
            for (int c = 0; c < channels; c++) {
                fill(patches.x(), from + c * geometry.inputCells(), cells, n * imageSize() + c * plane);
            }
        }
        return cells;
    }

    private void fill(double[] x, int from, double[] cells, int to) {
        for (int line = 0; line < sources.length; line++) {
            if (sources[line] != PADDING) {
                fillLine(x, from + sources[line], line / (depth * height), cells, to + line * pitch);
            }
        }
    }

    /** Copies the cells of an input line that are stored in one line. */
    private void fillLine(double[] x, int from, int block, double[] cells, int to) {
        Axis w = geometry.width();
        int step = w.stride();
        int shift = block % step - w.before();
        int first = Math.max(0, (step - 1 - shift) / step);
        int end = Math.min(pitch, (w.input() - shift + step - 1) / step);
        if (step == 1 && first < end) {
            System.arraycopy(x, from + first + shift, cells, to + first, end - first);
            return;
        }
        for (int i = first; i < end; i++) {
            cells[to + i] = x[from + i * step + shift];
        }
    }

    int[] rows() {
        return rows;
    }

    int[] lines() {
        return lines;
    }

    /** Cells of one image. */
    int imageSize() {
        return channels * plane;
    }

    /** Cells of a line. */
    int length() {
        return length;
    }

    /** Whether lines pass over cells that belong to no window. */
    boolean hasGaps() {
        return length != geometry.width().output() && pitch != geometry.width().output();
    }

    /** The length of a product's row over all lines of an image, gaps included. */
    int breadth() {
        return length * lines.length;
    }

    /** Copies an image's row of a product without the gaps. */
    void compact(double[] product, int from, double[] c, int to) {
        int width = geometry.width().output();
        int count = geometry.height().output();
        for (int l = 0, at = to; l < lines.length; l++) {
            for (int h = 0; h < count; h++, at += width) {
                System.arraycopy(product, from + l * length + h * pitch, c, at, width);
            }
        }
    }
}
