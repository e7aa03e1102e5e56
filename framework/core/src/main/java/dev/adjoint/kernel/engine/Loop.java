package dev.adjoint.kernel.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A loop whose pieces go, one after the other, to whoever is free: the thread that began it, its owner, or a helper.
 */
public final class Loop {
    /** How often to look whether the helpers are done before sleeping: some microseconds, the last piece's time. */
    private static final int SPINS = 1 << 12;

    private final int pieces;
    private final IntConsumer body;
    private final Thread owner = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private volatile boolean asleep;
    private volatile Throwable failure;

    /** A loop of so many pieces, not yet begun. */
    public Loop(int pieces, IntConsumer body) {
        this.pieces = pieces;
        this.body = body;
    }

    /** Runs the owner's part, with as many helpers as come; returns when all is done. */
    public void run(int helpers) {
        int asked = Helper.ask(helpers, this);
        try {
            take();
        } finally {
            next.set(pieces);
            await(asked - Helper.dismiss(this));
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Does a helper's part; what it throws, the owner will. */
    void help() {
        try {
            take();
        } catch (RuntimeException | Error e) {
            next.set(pieces);
            failure = e;
        }
    }

    /** Says that a helper has gone. */
    void leave() {
        gone.incrementAndGet();
        if (asleep) {
            LockSupport.unpark(owner);
        }
    }

    private void take() {
        for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            body.accept(i);
        }
    }

    private void await(int helpers) {
        for (int i = 0; i < SPINS && gone.get() < helpers; i++) {
            Thread.onSpinWait();
        }
        asleep = true;
        boolean interrupted = false;
        while (gone.get() < helpers) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            owner.interrupt();
        }
    }
}
