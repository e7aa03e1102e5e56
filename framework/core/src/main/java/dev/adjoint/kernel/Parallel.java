package dev.adjoint.kernel;

import dev.adjoint.Threads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of a loop on several threads. How a loop is cut depends on its shape alone, never on the number of
 * threads, and pieces write to places of their own, so the thread count cannot change a bit of the result.
 */
public final class Parallel {
    /** Elements of cheap work that pay for waking a second thread. */
    private static final int GRAIN = 1 << 15;

    /** How often to look whether a helper is done before going to sleep: some microseconds, the last piece's time. */
    private static final int SPINS = 1 << 12;

    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);
    private static final ForkJoinPool POOL =
            new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors()));

    private Parallel() {}

    /** A piece of a loop over a range. */
    @FunctionalInterface
    public interface Range {
        void run(int from, int to);
    }

    /** Runs {@code body} for each piece from 0 to {@code pieces - 1}, in any order; returns when all are done. */
    public static void pieces(int pieces, IntConsumer body) {
        int helpers = Math.min(Threads.count(), pieces) - 1;
        if (helpers <= 0 || INSIDE.get()) {
            for (int i = 0; i < pieces; i++) {
                body.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            INSIDE.set(true);
            try {
                for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                    body.accept(i);
                }
            } finally {
                INSIDE.set(false);
            }
        };
        ForkJoinTask<?>[] tasks = new ForkJoinTask<?>[helpers];
        for (int i = 0; i < helpers; i++) {
            tasks[i] = POOL.submit(worker);
        }
        try {
            worker.run();
        } finally {
            next.set(pieces);
            for (ForkJoinTask<?> task : tasks) {
                await(task);
            }
        }
    }

    private static void await(ForkJoinTask<?> task) {
        if (task.tryUnfork()) {
            return;
        }
        for (int i = 0; i < SPINS && !task.isDone(); i++) {
            Thread.onSpinWait();
        }
        try {
            task.get();
        } catch (InterruptedException e) {
            task.quietlyJoin();
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
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
