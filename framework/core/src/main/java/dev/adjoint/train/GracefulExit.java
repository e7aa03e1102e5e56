package dev.adjoint.train;

import dev.adjoint.ArgumentException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a program that trains end well when it is asked to, by Ctrl-C (SIGINT), SIGTERM or {@link System#exit}: the
 * training is asked to stop, and the Java virtual machine waits until the block is left, at most for a limited time.
 *
 * <pre>{@code
 * try (GracefulExit exit = GracefulExit.of(trainer, Duration.ofMinutes(1))) {
 *     TrainingResult result = trainer.fit(training, validation);
 *     ...                                // whatever must be done even if the training was interrupted
 * }
 * }</pre>
 *
 * <p>Limits, which are those of {@link Runtime#addShutdownHook}: the machine ends as soon as the block is left,
 * whatever stands behind it, with exit code 130 after SIGINT and 143 after SIGTERM; other shutdown hooks run at the
 * same time; a thread that calls {@code System.exit} inside the block waits for itself until the time is over. Nothing
 * helps against SIGKILL or a power cut; for those there are checkpoints.
 */
public final class GracefulExit implements AutoCloseable {
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread hook;

    private GracefulExit(Trainer trainer, Duration limit) {
        this.hook = new Thread(() -> stop(trainer, limit), "adjoint-graceful-exit");
    }

    /**
     * Prepares the exit.
     *
     * @param trainer the training to stop
     * @param limit the longest time to wait for the batch and its checkpoint to be done
     * @return to be closed when all is done
     * @throws ArgumentException if the limit is negative
     * @throws IllegalStateException if the machine is about to end already
     */
    public static GracefulExit of(Trainer trainer, Duration limit) {
        if (limit.isNegative()) {
            throw new ArgumentException("graceful exit: expected a limit of 0 or more, got " + limit);
        }
        GracefulExit exit = new GracefulExit(trainer, limit);
        Runtime.getRuntime().addShutdownHook(exit.hook);
        return exit;
    }

    private void stop(Trainer trainer, Duration limit) {
        trainer.requestStop();
        try {
            left.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the machine end, if it is about to; it will not wait any more. */
    @Override
    public void close() {
        left.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is ending, and the hook has what it waited for.
        }
    }
}
