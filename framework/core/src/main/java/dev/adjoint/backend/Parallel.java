package dev.adjoint.backend;

import dev.adjoint.kernel.engine.Desk;
import dev.adjoint.kernel.engine.EngineState;
import dev.adjoint.kernel.engine.Loop;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of a loop on several threads. How a loop is cut depends on its shape alone, never on the number of
 * threads, and pieces write to places of their own, so the thread count cannot change a bit of the result.
 */
public final class Parallel {
    /** Elements of cheap work that pay for waking a second thread. */
    private static final int GRAIN = 1 << 15;

    private Parallel() {}

    /** A piece of a loop over a range. */
    @FunctionalInterface
    public interface Range {
        /**
         * Runs it.
         *
         * @param from the first number of the piece
         * @param to the number behind the last
         */
        void run(int from, int to);
    }

    /**
     * Runs {@code body} for each piece from 0 to {@code pieces - 1}, in any order. Inside of such a loop, another runs
     * on the thread that begins it.
     *
     * @param pieces how many
     * @param body what a piece does; what it throws, this method does
     */
    public static void pieces(int pieces, IntConsumer body) {
        int helpers = Math.min(EngineState.threads(), pieces) - 1;
        if (helpers <= 0 || EngineState.desk().isInLoop()) {
            for (int i = 0; i < pieces; i++) {
                body.accept(i);
            }
            return;
        }
        Desk desk = EngineState.desk();
        desk.setInLoop(true);
        try {
            new Loop(pieces, body).run(helpers);
        } finally {
            desk.setInLoop(false);
        }
    }

    /**
     * Runs {@code body} over {@code 0 .. n}, cut into ranges of elements of cheap work.
     *
     * @param n how many elements
     * @param body what is done with a range
     */
    public static void range(int n, Range body) {
        range(n, GRAIN, body);
    }

    /**
     * Runs {@code body} over {@code 0 .. n}, cut into ranges.
     *
     * @param n how many elements
     * @param grain how many elements a range has, the last one at most
     * @param body what is done with a range
     */
    public static void range(int n, int grain, Range body) {
        if (n <= grain) {
            body.run(0, n);
            return;
        }
        int pieces = (n - 1) / grain + 1;
        pieces(pieces, i -> body.run(i * grain, (int) Math.min(n, (i + 1L) * grain)));
    }
}
