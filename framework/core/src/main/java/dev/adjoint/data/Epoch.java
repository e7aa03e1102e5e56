package dev.adjoint.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The batches of one epoch in their order. Iterating again gives the same batches again.
 *
 * <p>With workers, background threads make the next batches while one is used: at most two a worker, and only as
 * batches are taken. An error of a worker is thrown where its batch would have come. {@link #close} ends the threads at
 * once; where nobody closes, they end by themselves a second after their last batch.
 *
 * <pre>{@code
 * try (Epoch epoch = batches.epoch(0)) {
 *     for (Batch batch : epoch) { ... }
 * }
 * }</pre>
 */
public final class Epoch implements Iterable<Batch>, AutoCloseable {
    private static final int AHEAD = 2;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final int from;
    private final int to;
    private final int workers;
    private final IntFunction<Batch> maker;
    private ThreadPoolExecutor threads;
    private volatile boolean closed;

    /** The batches that {@code maker} makes of the numbers {@code from .. to - 1}, called by any thread. */
    Epoch(int from, int to, int workers, IntFunction<Batch> maker) {
        this.from = from;
        this.to = to;
        this.workers = workers;
        this.maker = maker;
    }

    /**
     * The number of batches.
     *
     * @return 0 or more
     */
    public int count() {
        return to - from;
    }

    /**
     * Goes through the batches.
     *
     * @return an iterator, for one thread
     * @throws IllegalStateException if the epoch is closed
     */
    @Override
    public synchronized Iterator<Batch> iterator() {
        requireOpen();
        if (workers > 0 && threads == null) {
            threads =
                    new ThreadPoolExecutor(workers, workers, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        Thread thread = new Thread(work, "adjoint-loader-" + THREADS.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            threads.allowCoreThreadTimeOut(true);
        }
        return new Batching();
    }

    /** Ends the background threads and waits for them. Batches that were taken stay valid. */
    @Override
    public synchronized void close() {
        closed = true;
        if (threads == null) {
            return;
        }
        // Threads are not interrupted: that would close files which they share with others.
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Batch make(int number) {
        requireOpen();
        return maker.apply(number);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the epoch is closed");
        }
    }

    private final class Batching implements Iterator<Batch> {
        private final Queue<CompletableFuture<Batch>> ahead = new ArrayDeque<>();
        private int made = from;
        private int taken = from;

        @Override
        public boolean hasNext() {
            return taken < to;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has " + count() + " batches");
            }
            if (workers == 0) {
                return make(taken++);
            }
            makeAhead();
            taken++;
            Batch batch = await(ahead.remove());
            makeAhead();
            return batch;
        }

        private void makeAhead() {
            synchronized (Epoch.this) {
                requireOpen();
                for (; made < to && ahead.size() < AHEAD * workers; made++) {
                    int number = made;
                    ahead.add(CompletableFuture.supplyAsync(() -> make(number), threads));
                }
            }
        }

        private static Batch await(CompletableFuture<Batch> batch) {
            try {
                return batch.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        }
    }

    /** The epoch as in {@code 9 batches}. */
    @Override
    public String toString() {
        return count() + (count() == 1 ? " batch" : " batches");
    }
}
