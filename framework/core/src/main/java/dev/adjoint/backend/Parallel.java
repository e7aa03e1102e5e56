package dev.adjoint.backend;

import dev.adjoint.Threads;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of a loop on several threads. How a loop is cut depends on its shape alone, never on the number of
 * threads, and pieces write to places of their own, so the thread count cannot change a bit of the result.
 */
public final class Parallel {
    /** Elements of cheap work that pay for waking a second thread. */
    private static final int GRAIN = 1 << 15;

    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private Parallel() {}

    /** A piece of a loop over a range. */
    @FunctionalInterface
    public interface Range {
        void run(int from, int to);
    }

    /** Runs {@code body} for each piece from 0 to {@code pieces - 1}, in any order; returns when all are done. */
    public static void pieces(int pieces, IntConsumer body) {
        int helpers = Math.min(Threads.count(), pieces) - 1;
        if (helpers <= 0 || INSIDE.get() || Thread.currentThread() instanceof Helper) {
            for (int i = 0; i < pieces; i++) {
                body.accept(i);
            }
            return;
        }
        INSIDE.set(true);
        try {
            new Loop(pieces, body).run(helpers);
        } finally {
            INSIDE.set(false);
        }
    }

    /** Runs {@code body} over {@code 0 .. n}, cut into ranges of elements of cheap work. */
    public static void range(int n, Range body) {
        range(n, GRAIN, body);
    }

    /** Runs {@code body} over {@code 0 .. n}, cut into ranges of {@code grain}. */
    public static void range(int n, int grain, Range body) {
        if (n <= grain) {
            body.run(0, n);
            return;
        }
        int pieces = (n - 1) / grain + 1;
        pieces(pieces, i -> body.run(i * grain, (int) Math.min(n, (i + 1L) * grain)));
    }
}
