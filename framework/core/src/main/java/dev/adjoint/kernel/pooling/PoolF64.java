package dev.adjoint.kernel.pooling;

import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.Wide;

/**
 * The loops of pooling over lines of windows: those at one depth and height of one plane. Lines are numbered in
 * row-major order over planes, depths and heights.
 */
final class PoolF64 {
    private final Spans depth;
    private final Spans height;
    private final Spans width;
    private final boolean square;
    private final boolean sideBySide;
    private final LoopsF64 loops = LoopsF64.current();

    PoolF64(Spans depth, Spans height, Spans width) {
        this.depth = depth;
        this.height = height;
        this.width = width;
        this.square = depth.isPlain(1) && height.isPlain(2) && width.isPlain(2);
        this.sideBySide = square && width.isDense();
    }

    /**
     * Writes the largest element of each window and its place in {@code x}: the first of equals, the last NaN if there
     * is one.
     */
    void max(double[] x, double[] y, int[] places, int from, int to) {
        int plane = from / height.output() / depth.output();
        int od = from / height.output() % depth.output();
        int oh = from % height.output();
        int count = width.output();
        for (int line = from; line < to; line++) {
            if (sideBySide) {
                int row = row(plane, depth.first()[od], height.first()[oh]) + width.first()[0];
                loops.maxOfSquares(x, row, width.input(), y, places, line * count, count, to * count);
            } else {
                maxOfLine(x, plane, od, oh, y, places, line * count);
            }
            if (++oh == height.output()) {
                oh = 0;
                od = (od + 1) % depth.output();
                plane += od == 0 ? 1 : 0;
            }
        }
    }

    private void maxOfLine(double[] x, int plane, int od, int oh, double[] y, int[] places, int at) {
        int firstRow = row(plane, depth.first()[od], height.first()[oh]);
        for (int ow = 0; ow < width.output(); ow++) {
            int first = width.first()[ow];
            int end = width.end()[ow];
            int best = firstRow + first;
            double max = x[best];
            for (int d = depth.first()[od]; d < depth.end()[od]; d += depth.dilation()) {
                for (int h = height.first()[oh]; h < height.end()[oh]; h += height.dilation()) {
                    int row = row(plane, d, h);
                    for (int w = first; w < end; w += width.dilation()) {
                        double v = x[row + w];
                        if (v > max || v != v) {
                            max = v;
                            best = row + w;
                        }
                    }
                }
            }
            y[at + ow] = max;
            places[at + ow] = best;
        }
    }

    /** Writes the sum of each window divided by its divisor, one divisor a window of a plane. */
    void average(double[] x, @Wide double[] divisors, double[] y, int from, int to) {
        int lines = height.output() * depth.output();
        for (int line = from; line < to; line++) {
            int plane = line / lines;
            int od = line / height.output() % depth.output();
            int oh = line % height.output();
            int at = line * width.output();
            int divisor = line % lines * width.output();
            if (square) {
                int row = row(plane, depth.first()[od], height.first()[oh]);
                averageOfSquares(x, row, divisors, divisor, y, at);
                continue;
            }
            for (int ow = 0; ow < width.output(); ow++) {
                @Wide double sum = 0;
                for (int d = depth.first()[od]; d < depth.end()[od]; d += depth.dilation()) {
                    for (int h = height.first()[oh]; h < height.end()[oh]; h += height.dilation()) {
                        int row = row(plane, d, h);
                        for (int w = width.first()[ow]; w < width.end()[ow]; w += width.dilation()) {
                            sum += x[row + w];
                        }
                    }
                }
                y[at + ow] = (double) (sum / divisors[divisor + ow]);
            }
        }
    }

    private void averageOfSquares(double[] x, int row, @Wide double[] divisors, int divisor, double[] y, int at) {
        int[] first = width.first();
        int below = width.input();
        for (int ow = 0; ow < first.length; ow++) {
            int a = row + first[ow];
            @Wide double sum = x[a];
            sum += x[a + 1];
            sum += x[a + below];
            sum += x[a + below + 1];
            y[at + ow] = (double) (sum / divisors[divisor + ow]);
        }
    }

    /** The adjoint of {@link #average} for some planes: adds each window's share to its cells of {@code dx}. */
    void spread(double[] dy, @Wide double[] divisors, double[] dx, int fromPlane, int toPlane) {
        for (int plane = fromPlane; plane < toPlane; plane++) {
            int at = plane * divisors.length;
            for (int od = 0, o = 0; od < depth.output(); od++) {
                for (int oh = 0; oh < height.output(); oh++, o += width.output()) {
                    if (square) {
                        int row = row(plane, depth.first()[od], height.first()[oh]);
                        spreadOverSquares(dy, at + o, divisors, o, dx, row);
                    } else {
                        spreadLine(dy, at + o, divisors, o, dx, plane, od, oh);
                    }
                }
            }
        }
    }

    private void spreadLine(
            double[] dy, int at, @Wide double[] divisors, int divisor, double[] dx, int plane, int od, int oh) {
        for (int ow = 0; ow < width.output(); ow++) {
            double share = (double) (dy[at + ow] / divisors[divisor + ow]);
            for (int d = depth.first()[od]; d < depth.end()[od]; d += depth.dilation()) {
                for (int h = height.first()[oh]; h < height.end()[oh]; h += height.dilation()) {
                    int row = row(plane, d, h);
                    for (int w = width.first()[ow]; w < width.end()[ow]; w += width.dilation()) {
                        dx[row + w] += share;
                    }
                }
            }
        }
    }

    private void spreadOverSquares(double[] dy, int at, @Wide double[] divisors, int divisor, double[] dx, int row) {
        int[] first = width.first();
        int below = width.input();
        for (int ow = 0; ow < first.length; ow++) {
            double share = (double) (dy[at + ow] / divisors[divisor + ow]);
            int a = row + first[ow];
            dx[a] += share;
            dx[a + 1] += share;
            dx[a + below] += share;
            dx[a + below + 1] += share;
        }
    }

    /** Where a row of the input begins. */
    private int row(int plane, int d, int h) {
        return ((plane * depth.input() + d) * height.input() + h) * width.input();
    }
}
