package dev.adjoint.backend;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * A walk along a part of one row of a patch matrix, from one line of windows to the next: where they stand, and which
 * of them read input cells. Where lines of windows are as long as lines of cells, and a stride of 1 apart, a plane can
 * be walked as one line: then windows that read the padding at the side of a line pass for windows that read cells.
 */
final class WindowLines {
    private final Axis depth;
    private final int kd;
    private final int length;
    private final int stride;
    private final int first;
    private final int end;
    private final int lines;
    private final int height;
    private final int heightStart;
    private final int heightStride;
    private final int pitch;
    private final int plane;
    private final int image;
    private final int columns;

    private int start;
    private int od;
    private int id;
    private int oh;
    private int ih;
    private int skipped;

    /** Where the line's windows begin, counted from the beginning of the part. */
    int from;

    /** Where they end. */
    int to;

    /** Where those that read input cells begin. */
    int inside;

    /** Where they end. */
    int outside;

    /** The cell that the first of them reads, counted from the first cell of the first image. */
    int source;

    /**
     * Begins before the first line.
     *
     * @param row (channel, kd, kh, kw)
     * @param column (image, od, oh, ow) of the first window
     * @param columns how many windows
     * @param joined whether to walk a plane as one line
     */
    WindowLines(ConvGeometry geometry, int row, int column, int columns, boolean joined) {
        Axis w = geometry.width();
        Axis h = geometry.height();
        depth = geometry.depth();
        int kw = row % w.kernel();
        int kh = row / w.kernel() % h.kernel();
        kd = row / w.kernel() / h.kernel() % depth.kernel();
        int channel = row / w.kernel() / h.kernel() / depth.kernel();
        int shift = joined ? h.source(0, kh) * w.input() + w.source(0, kw) : w.source(0, kw);
        length = joined ? h.output() * w.output() : w.output();
        stride = w.stride();
        first = joined ? Math.min(length, Math.max(0, -shift)) : w.firstInside(kw);
        end = joined ? Math.max(first, Math.min(length, h.input() * w.input() - shift)) : w.endInside(kw);
        lines = joined ? 1 : h.output();
        height = joined ? 1 : h.input();
        heightStart = joined ? 0 : h.source(0, kh);
        heightStride = h.stride();
        pitch = w.input();
        plane = h.input() * w.input();
        image = geometry.inputChannels() * geometry.inputCells();
        this.columns = columns;
        int line = column / length;
        skipped = column % length;
        oh = line % lines;
        ih = heightStart + oh * heightStride;
        od = line / lines % depth.output();
        id = depth.source(od, kd);
        start = line / lines / depth.output() * image + channel * geometry.inputCells() + shift;
    }

    /** Whether a plane of these windows can be walked as one line. */
    static boolean join(ConvGeometry geometry) {
        Axis w = geometry.width();
        return w.stride() == 1 && geometry.height().stride() == 1 && w.output() == w.input();
    }

    /** Goes to the next line; false if there is none. */
    boolean next() {
        if (to == columns) {
            return false;
        }
        from = to;
        to = Math.min(columns, from + length - skipped);
        boolean padding = ih < 0 || ih >= height || id < 0 || id >= depth.input();
        inside = padding ? to : Math.min(to, Math.max(from, from + first - skipped));
        outside = padding ? to : Math.max(inside, Math.min(to, from + end - skipped));
        source = start + id * plane + ih * pitch + (inside - from + skipped) * stride;
        skipped = 0;
        ih += heightStride;
        if (++oh == lines) {
            oh = 0;
            ih = heightStart;
            id += depth.stride();
            if (++od == depth.output()) {
                od = 0;
                id = depth.source(0, kd);
                start += image;
            }
        }
        return true;
    }
}
