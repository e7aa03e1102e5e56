package dev.adjoint.kernel.reduction;

import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.Wide;

/**
 * Reductions of an array seen as {@code [outer, n, inner]} over its middle axis. Sums are accumulated in double
 * precision, in an order that depends on the shape alone.
 */
@SuppressWarnings("cast")
public final class ReduceF64 {
    /** The longest stretch one accumulator adds up; longer sums are made of the sums of such blocks. */
    private static final int BLOCK = 1 << 14;

    private static final int LANES = 256;

    private ReduceF64() {}

    /** Writes {@code y[o, i]} = the sum over r of {@code x[o, r, i]}. */
    public static void sum(double[] x, int outer, int n, int inner, double[] y) {
        if (inner == 1) {
            LoopsF64 loops = LoopsF64.current();
            if (outer == 1) {
                y[0] = (double) sumBlocks(x, n, loops);
                return;
            }
            Parallel.range(outer, Math.max(1, (1 << 15) / Math.max(1, n)), (from, to) -> {
                for (int o = from; o < to; o++) {
                    y[o] = (double) loops.sum(x, o * n, (o + 1) * n);
                }
            });
            return;
        }
        int stripes = (inner + LANES - 1) / LANES;
        Parallel.range(
                outer * stripes, Math.max(1, (1 << 15) / Math.max(1, n * Math.min(inner, LANES))), (from, to) -> {
                    @Wide double[] sums = new @Wide double[Math.min(inner, LANES)];
                    for (int piece = from; piece < to; piece++) {
                        sumStripe(x, piece / stripes, n, inner, piece % stripes * LANES, sums, y);
                    }
                });
    }

    private static void sumStripe(double[] x, int o, int n, int inner, int first, @Wide double[] sums, double[] y) {
        int width = Math.min(LANES, inner - first);
        java.util.Arrays.fill(sums, 0);
        for (int r = 0; r < n; r++) {
            int from = (o * n + r) * inner + first;
            for (int i = 0; i < width; i++) {
                sums[i] += x[from + i];
            }
        }
        for (int i = 0; i < width; i++) {
            y[o * inner + first + i] = (double) sums[i];
        }
    }

    private static @Wide double sumBlocks(double[] x, int n, LoopsF64 loops) {
        int blocks = Math.max(1, (n + BLOCK - 1) / BLOCK);
        @Wide double[] sums = new @Wide double[blocks];
        Parallel.range(blocks, 2, (from, to) -> {
            for (int b = from; b < to; b++) {
                sums[b] = loops.sum(x, b * BLOCK, Math.min(n, (b + 1) * BLOCK));
            }
        });
        @Wide double sum = 0;
        for (@Wide double part : sums) {
            sum += part;
        }
        return sum;
    }
}
