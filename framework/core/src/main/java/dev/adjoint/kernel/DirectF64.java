package dev.adjoint.kernel;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The three products of a convolution for one plane: one input channel, one filter channel, one output channel. No
 * matrix is built.
 */
final class DirectF64 {
    private DirectF64() {}

    /**
     * What to do with each line: input cells from {@code in} on, a stride apart, and {@code n} output cells from
     * {@code out} on.
     */
    @FunctionalInterface
    private interface Line {
        void run(int cell, int in, int out, int n);
    }

    /** Adds to the output plane: {@code y[o] += w[k] x[source(o, k)]}. */
    static void forward(ConvGeometry g, double[] x, int xAt, double[] w, int wAt, double[] y, int yAt) {
        int stride = g.width().stride();
        lines(g, (cell, in, out, n) -> {
            double weight = w[wAt + cell];
            for (int i = 0, from = xAt + in, to = yAt + out; i < n; i++, from += stride, to++) {
                y[to] += weight * x[from];
            }
        });
    }

    /** Adds to the input plane: {@code dx[source(o, k)] += w[k] dy[o]}. */
    static void inputGradient(ConvGeometry g, double[] dy, int yAt, double[] w, int wAt, double[] dx, int xAt) {
        int stride = g.width().stride();
        lines(g, (cell, in, out, n) -> {
            double weight = w[wAt + cell];
            for (int i = 0, to = xAt + in, from = yAt + out; i < n; i++, to += stride, from++) {
                dx[to] += weight * dy[from];
            }
        });
    }

    /** Adds to the filter plane: {@code dw[k] += x[source(o, k)] dy[o]}. */
    static void filterGradient(ConvGeometry g, double[] x, int xAt, double[] dy, int yAt, double[] dw, int wAt) {
        int stride = g.width().stride();
        lines(g, (cell, in, out, n) -> {
            double sum = 0;
            for (int i = 0, from = xAt + in, other = yAt + out; i < n; i++, from += stride, other++) {
                sum += x[from] * dy[other];
            }
            dw[wAt + cell] += sum;
        });
    }

    /** Visits, for each cell of the filter, the lines of windows for which it reads a cell inside the input. */
    private static void lines(ConvGeometry g, Line line) {
        Axis d = g.depth();
        Axis h = g.height();
        Axis w = g.width();
        for (int kd = 0, cell = 0; kd < d.kernel(); kd++) {
            for (int kh = 0; kh < h.kernel(); kh++) {
                for (int kw = 0; kw < w.kernel(); kw++, cell++) {
                    int first = w.firstInside(kw);
                    int n = w.endInside(kw) - first;
                    for (int od = d.firstInside(kd); od < d.endInside(kd) && n > 0; od++) {
                        for (int oh = h.firstInside(kh); oh < h.endInside(kh); oh++) {
                            int in =
                                    (d.source(od, kd) * h.input() + h.source(oh, kh)) * w.input() + w.source(first, kw);
                            line.run(cell, in, (od * h.output() + oh) * w.output() + first, n);
                        }
                    }
                }
            }
        }
    }
}
