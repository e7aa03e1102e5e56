package dev.adjoint.kernel;

/**
 * The normalisation of channels and its gradients, for arrays seen as {@code [outer, channels, inner]}. Every channel's
 * numbers are computed in one go, so that what is read twice is still in a cache. Sums are accumulated in double
 * precision.
 */
final class ChannelNormF64 {
    private static final int GRAIN = 1 << 15;

    private final int outer;
    private final int channels;
    private final int inner;
    private final LoopsF64 loops = LoopsF64.current();

    ChannelNormF64(int outer, int channels, int inner) {
        this.outer = outer;
        this.channels = channels;
        this.inner = inner;
    }

    private void each(java.util.function.IntConsumer channel) {
        Parallel.range(channels, Math.max(1, GRAIN / Math.max(1, outer * inner)), (from, to) -> {
            for (int c = from; c < to; c++) {
                channel.accept(c);
            }
        });
    }

    private int plane(int o, int c) {
        return (o * channels + c) * inner;
    }

    /** Writes the mean and the biased variance of each channel. */
    void moments(double[] x, double[] /*wide*/ mean, double[] /*wide*/ variance) {
        double /*wide*/ n = (double /*wide*/) outer * inner;
        each(c -> {
            double /*wide*/ sum = 0;
            for (int o = 0; o < outer; o++) {
                sum += loops.sum(x, plane(o, c), plane(o, c) + inner);
            }
            mean[c] = sum / n;
            double /*wide*/ squares = 0;
            for (int o = 0; o < outer; o++) {
                squares += loops.squares(x, mean[c], plane(o, c), plane(o, c) + inner);
            }
            variance[c] = squares / n;
        });
    }

    /** Writes {@code y = (x - mean) scale + shift}. */
    void forward(double[] x, double[] /*wide*/ mean, double[] /*wide*/ scale, double[] shift, double[] y) {
        each(c -> {
            for (int o = 0; o < outer; o++) {
                forward(x, (double) mean[c], (double) scale[c], shift[c], y, plane(o, c), plane(o, c) + inner);
            }
        });
    }

    private static void forward(double[] x, double mean, double scale, double shift, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (x[i] - mean) * scale + shift;
        }
    }

    /** Writes {@code dx = factor (g - mean(g) - xhat mean(g xhat))} with {@code xhat = (x - mean) deviation}. */
    void inputGradient(
            double[] x, double[] g, double[] /*wide*/ mean, double[] /*wide*/ deviation, double[] factor, double[] dx) {
        double /*wide*/ n = (double /*wide*/) outer * inner;
        each(c -> {
            double /*wide*/ sum = 0;
            double /*wide*/ product = 0;
            for (int o = 0; o < outer; o++) {
                sum += loops.sum(g, plane(o, c), plane(o, c) + inner);
                product += loops.product(g, x, mean[c], plane(o, c), plane(o, c) + inner);
            }
            double scale = (double) (factor[c] * deviation[c]);
            double slope = (double) (factor[c] * deviation[c] * deviation[c] * deviation[c] * product / n);
            for (int o = 0; o < outer; o++) {
                int from = plane(o, c);
                inputGradient(x, g, (double) mean[c], (double) (sum / n), scale, slope, dx, from, from + inner);
            }
        });
    }

    private static void inputGradient(
            double[] x,
            double[] g,
            double mean,
            double meanOfG,
            double scale,
            double slope,
            double[] dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            dx[i] = (g[i] - meanOfG) * scale - (x[i] - mean) * slope;
        }
    }

    /** Writes {@code sum(g xhat)} of each channel. */
    void weightGradient(double[] x, double[] g, double[] /*wide*/ mean, double[] /*wide*/ deviation, double[] result) {
        each(c -> {
            double /*wide*/ product = 0;
            for (int o = 0; o < outer; o++) {
                product += loops.product(g, x, mean[c], plane(o, c), plane(o, c) + inner);
            }
            result[c] = (double) (product * deviation[c]);
        });
    }
}
