package dev.adjoint.kernel.reduction;

import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.Wide;

/**
 * The normalisation of channels and its gradients, for arrays seen as {@code [outer, channels, inner]}. Sums are
 * accumulated in double precision, those of the variance about the first element of a channel.
 */
final class ChannelNormF64 {
    private static final int GRAIN = 1 << 15;

    /** Blocks of channels at most, as few as many threads share evenly: neighbours in memory are read in one go. */
    private static final int BLOCKS = 16;

    private final int outer;
    private final int channels;
    private final int inner;
    private final LoopsF64 loops = LoopsF64.current();

    ChannelNormF64(int outer, int channels, int inner) {
        this.outer = outer;
        this.channels = channels;
        this.inner = inner;
    }

    /** Runs a body for channels that are neighbours in memory, of which a sample's planes are read in one go. */
    private void blocks(Parallel.Range block) {
        int grain = Math.max(GRAIN / Math.max(1, outer * inner), channels / BLOCKS);
        Parallel.range(channels, Math.max(1, grain), block);
    }

    private int plane(int o, int c) {
        return (o * channels + c) * inner;
    }

    /** Writes the mean and the biased variance of each channel. */
    void moments(double[] x, @Wide double[] mean, @Wide double[] variance) {
        @Wide double n = (@Wide double) outer * inner;
        blocks((from, to) -> {
            @Wide double[][] sums = sums(to - from);
            for (int o = 0; o < outer && inner > 0; o++) {
                for (int c = from; c < to; c++) {
                    loops.addMoments(x, x[plane(0, c)], plane(o, c), plane(o, c) + inner, sums[c - from]);
                }
            }
            for (int c = from; c < to; c++) {
                @Wide double fromFirst = total(sums[c - from], 0) / n;
                mean[c] = n > 0 ? x[plane(0, c)] + fromFirst : Double.NaN;
                variance[c] = Math.max(0, total(sums[c - from], 1) / n - fromFirst * fromFirst);
            }
        });
    }

    /** Writes {@code y = (x - mean) scale + shift}. */
    void forward(double[] x, @Wide double[] mean, @Wide double[] scale, double[] shift, double[] y) {
        blocks((from, to) -> {
            for (int o = 0; o < outer; o++) {
                for (int c = from; c < to; c++) {
                    forward(x, (double) mean[c], (double) scale[c], shift[c], y, plane(o, c), plane(o, c) + inner);
                }
            }
        });
    }

    private static void forward(double[] x, double mean, double scale, double shift, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (x[i] - mean) * scale + shift;
        }
    }

    /**
     * Writes the sums of {@code g} and of {@code g xhat}, with {@code xhat = (x - mean) deviation}, of each channel.
     */
    void sums(
            double[] x,
            double[] g,
            @Wide double[] mean,
            @Wide double[] deviation,
            @Wide double[] ofGradient,
            @Wide double[] ofProduct) {
        blocks((from, to) -> {
            @Wide double[][] sums = sums(to - from);
            for (int o = 0; o < outer; o++) {
                for (int c = from; c < to; c++) {
                    loops.addProducts(g, x, mean[c], plane(o, c), plane(o, c) + inner, sums[c - from]);
                }
            }
            for (int c = from; c < to; c++) {
                ofGradient[c] = total(sums[c - from], 0);
                ofProduct[c] = total(sums[c - from], 1) * deviation[c];
            }
        });
    }

    private @Wide double[][] sums(int count) {
        return new @Wide double[count][2 * loops.wideSums()];
    }

    /** The first or second of two sums. */
    private @Wide double total(@Wide double[] sums, int which) {
        @Wide double total = 0;
        for (int i = 0; i < loops.wideSums(); i++) {
            total += sums[which * loops.wideSums() + i];
        }
        return total;
    }

    /** Writes {@code dx = (g - offset) scale - (x - mean) slope}. */
    void inputGradient(
            double[] x,
            double[] g,
            @Wide double[] mean,
            @Wide double[] offset,
            @Wide double[] scale,
            @Wide double[] slope,
            double[] dx) {
        blocks((from, to) -> {
            for (int o = 0; o < outer; o++) {
                for (int c = from; c < to; c++) {
                    int at = plane(o, c);
                    inputGradient(
                            x,
                            g,
                            (double) mean[c],
                            (double) offset[c],
                            (double) scale[c],
                            (double) slope[c],
                            dx,
                            at,
                            at + inner);
                }
            }
        });
    }

    private static void inputGradient(
            double[] x,
            double[] g,
            double mean,
            double offset,
            double scale,
            double slope,
            double[] dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            dx[i] = (g[i] - offset) * scale - (x[i] - mean) * slope;
        }
    }
}
