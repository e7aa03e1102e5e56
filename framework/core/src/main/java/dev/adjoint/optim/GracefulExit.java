package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training program end well on Ctrl-C (SIGINT), SIGTERM or {@link System#exit}. The training is asked to stop,
 * and the Java virtual machine waits until the work is done, but no longer than a limit.
 *
 * <pre>{@code
 * TrainingResult result =
 *         GracefulExit.run(trainer, Duration.ofMinutes(1), () -> trainer.fit(training, validation));
 * }</pre>
 *
 * <p>The limits are those of {@link Runtime#addShutdownHook}. The machine ends as soon as the work is done, with exit
 * code 130 after SIGINT and 143 after SIGTERM, and code after the work does not run. So everything that must be done
 * even then belongs into the work. Other shutdown hooks run at the same time. Work that calls {@code System.exit}
 * itself waits for itself until the time is over. Nothing helps against SIGKILL or a power cut; checkpoints are for
 * those.
 */
public final class GracefulExit {
    private GracefulExit() {}

    /**
     * The work for which the virtual machine waits.
     *
     * @param <T> the type of its result
     * @param <E> the type of the exceptions it may throw
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /**
         * Does the work.
         *
         * @return its result
         * @throws E if it fails
         */
        T run() throws E;
    }

    /**
     * Does work for which the virtual machine waits.
     *
     * @param <T> the type of its result
     * @param <E> the type of the exceptions it may throw
     * @param trainer the training to stop when the machine is to end
     * @param limit the longest time to wait then
     * @param work the training, and what must be done after it
     * @return the result of the work
     * @throws E if the work fails
     * @throws ArgumentException if the limit is negative
     * @throws IllegalStateException if the machine is about to end already
     */
    public static <T, E extends Exception> T run(Trainer trainer, Duration limit, Work<T, E> work) throws E {
        if (limit.isNegative()) {
            throw new ArgumentException("graceful exit: expected a limit of 0 or more, got " + limit);
        }
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(trainer, limit, done), "adjoint-graceful-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    private static void stop(Trainer trainer, Duration limit, CountDownLatch done) {
        trainer.requestStop();
        try {
            done.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is ending, and the hook need not wait any longer.
        }
    }
}
