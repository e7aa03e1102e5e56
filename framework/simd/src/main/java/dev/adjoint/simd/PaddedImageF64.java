package dev.adjoint.simd;

import dev.adjoint.kernel.MatrixF64;
import dev.adjoint.kernel.PatchesF64;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The channels of one image with their padding, laid out so that what one cell of a window reads, for all windows of a
 * line, lies side by side: row (c, k) of the patches begins at {@code rows[k]}, and the windows' lines at
 * {@code lines[l]} behind it. With a stride s every s-th cell of an axis is stored together. Narrow lines are joined to
 * one long line that also passes over the cells between them: gaps, which {@link #compact} leaves out.
 */
final class PaddedImageF64 {
    private static final int LANES = TilesF64.LANES;

    private final ConvGeometry geometry;
    private final double[] cells;
    private final int[] rows;
    private final int[] lines;
    private final int length;
    private final int pitch;
    private final int lanesOfLine;

    private PaddedImageF64(PatchesF64 patches, int image) {
        geometry = patches.geometry();
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int ld = phase(d);
        int lh = phase(h);
        int lw = phase(w);
        int plane = d.stride() * h.stride() * w.stride() * ld * lh * lw;
        cells = PanelsF64.image(patches.channels() * plane + 2 * LANES);
        java.util.Arrays.fill(cells, 0, patches.channels() * plane + 2 * LANES, 0);
        int from = patches.offset() + image * patches.imageStride();
        for (int c = 0; c < patches.channels(); c++) {
            fill(patches.x(), from + c * geometry.inputCells(), c * plane, ld, lh, lw);
        }
        rows = new int[patches.channels() * geometry.kernelCells()];
        for (int c = 0, row = 0; c < patches.channels(); c++) {
            for (int kd = 0; kd < d.kernel(); kd++) {
                for (int kh = 0; kh < h.kernel(); kh++) {
                    for (int kw = 0; kw < w.kernel(); kw++) {
                        rows[row++] =
                                c * plane + place(kd * d.dilation(), kh * h.dilation(), kw * w.dilation(), ld, lh, lw);
                    }
                }
            }
        }
        pitch = lw;
        lanesOfLine = (w.output() + LANES - 1) / LANES * LANES;
        boolean join = h.output() > 1 && (lanesOfLine - w.output()) * 2 > lanesOfLine - 1
                || h.output() > 1 && lanesOfLine > lw + LANES / 4;
        length = join ? (h.output() - 1) * lw + w.output() : w.output();
        lines = new int[join ? d.output() : d.output() * h.output()];
        for (int l = 0; l < lines.length; l++) {
            lines[l] = join ? l * lh * lw : (l / h.output() * lh + l % h.output()) * lw;
        }
    }

    static PaddedImageF64 of(PatchesF64 patches, int image) {
        return new PaddedImageF64(patches, image);
    }

    /** Cells of an axis that are a stride apart, as many as windows reach. */
    private static int phase(Axis axis) {
        int span = (axis.output() - 1) * axis.stride() + axis.extent();
        return (span + axis.stride() - 1) / axis.stride();
    }

    /** Where a padded cell of a plane is stored. */
    private int place(int d, int h, int w, int ld, int lh, int lw) {
        int sh = geometry.height().stride();
        int sw = geometry.width().stride();
        int sd = geometry.depth().stride();
        int block = (d % sd * sh + h % sh) * sw + w % sw;
        return ((block * ld + d / sd) * lh + h / sh) * lw + w / sw;
    }

    private void fill(double[] x, int from, int to, int ld, int lh, int lw) {
        Axis d = geometry.depth();
        Axis h = geometry.height();
        Axis w = geometry.width();
        int width = Math.max(0, Math.min(w.input(), lw * w.stride() - w.before()));
        for (int id = 0; id < Math.min(d.input(), ld * d.stride() - d.before()); id++) {
            for (int ih = 0; ih < Math.min(h.input(), lh * h.stride() - h.before()); ih++) {
                int source = from + (id * h.input() + ih) * w.input();
                if (w.stride() == 1) {
                    int target = to + place(id + d.before(), ih + h.before(), w.before(), ld, lh, lw);
                    System.arraycopy(x, source, cells, target, width);
                    continue;
                }
                for (int phase = 0; phase < w.stride(); phase++) {
                    int first = Math.floorMod(phase - w.before(), w.stride());
                    int target = to + place(id + d.before(), ih + h.before(), first + w.before(), ld, lh, lw);
                    for (int iw = first; iw < width; iw += w.stride()) {
                        cells[target++] = x[source + iw];
                    }
                }
            }
        }
    }

    double[] cells() {
        return cells;
    }

    int[] rows() {
        return rows;
    }

    int[] lines() {
        return lines;
    }

    /** Cells of a line. */
    int length() {
        return length;
    }

    /** A line's length, filled up to whole vectors. */
    private int paddedLength() {
        return (length + LANES - 1) / LANES * LANES;
    }

    /** Where each vector of each line begins behind a row. */
    int[] steps() {
        int perLine = paddedLength() / LANES;
        int[] steps = new int[perLine * lines.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = lines[i / perLine] + i % perLine * LANES;
        }
        return steps;
    }

    /** Whether lines pass over cells that belong to no window. */
    boolean hasGaps() {
        return length != geometry.width().output() && pitch != geometry.width().output();
    }

    /** The length of a product's row over all lines, gaps included. */
    int breadth() {
        return length * lines.length;
    }

    /** Copies a product's rows without the gaps. */
    void compact(double[] product, int count, double[] c, int offset, int stride, boolean accumulate) {
        int width = geometry.width().output();
        int height = geometry.height().output();
        for (int r = 0; r < count; r++) {
            int to = offset + r * stride;
            for (int l = 0; l < lines.length; l++) {
                for (int h = 0; h < height; h++, to += width) {
                    int from = r * breadth() + l * length + h * pitch;
                    for (int i = 0; i < width; i++) {
                        c[to + i] = accumulate ? c[to + i] + product[from + i] : product[from + i];
                    }
                }
            }
        }
    }

    /** Some columns of a matrix of windows, laid out along the lines, with zeros in gaps and behind each line. */
    double[] spread(MatrixF64 a, int column) {
        int width = geometry.width().output();
        int count = geometry.depth().output() * geometry.height().output();
        int row = paddedLength() * lines.length;
        boolean joined = lines.length < count;
        int perLine = joined ? geometry.height().output() : 1;
        double[] result = PanelsF64.spread(a.rows() * row);
        java.util.Arrays.fill(result, 0, a.rows() * row, 0);
        for (int l = 0; l < count; l++) {
            int to = l / perLine * paddedLength() + l % perLine * pitch;
            a.copy(0, column + l * width, a.rows(), width, result, to, row);
        }
        return result;
    }
}
