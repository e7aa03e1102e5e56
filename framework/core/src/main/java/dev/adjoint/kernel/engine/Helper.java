package dev.adjoint.kernel.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A thread that helps others with their loops. To wake a thread takes longer than most loops of a training step last,
 * so a helper with nothing to do looks for the next loop for a while before it sleeps.
 */
final class Helper extends Thread {
    /** How often to look for a loop before sleeping: about half a millisecond. */
    private static final int SPINS = 1 << 15;

    /** In the place of a loop: the helper is at work. */
    private static final Loop BUSY = new Loop(0, i -> {});

    private static final List<Helper> ALL = IntStream.rangeClosed(
                    1, Runtime.getRuntime().availableProcessors())
            .mapToObj(Helper::new)
            .toList();

    static {
        ALL.forEach(Thread::start);
    }

    private final AtomicReference<Loop> offer = new AtomicReference<>();
    private volatile boolean asleep;

    private Helper(int number) {
        super("adjoint-helper-" + number);
        setDaemon(true);
    }

    /** Asks helpers that have nothing to do, {@code wanted} at most, to come to a loop; returns how many will. */
    static int ask(int wanted, Loop loop) {
        int asked = 0;
        for (int i = 0; i < ALL.size() && asked < wanted; i++) {
            Helper helper = ALL.get(i);
            if (helper.offer.compareAndSet(null, loop)) {
                asked++;
                if (helper.asleep) {
                    LockSupport.unpark(helper);
                }
            }
        }
        return asked;
    }

    /** Takes a loop back from those who have not begun with it; returns how many these are. */
    static int dismiss(Loop loop) {
        int dismissed = 0;
        for (Helper helper : ALL) {
            if (helper.offer.compareAndSet(loop, null)) {
                dismissed++;
            }
        }
        return dismissed;
    }

    @Override
    public void run() {
        EngineState.desk().setInLoop(true);
        while (true) {
            Loop loop = next();
            if (offer.compareAndSet(loop, BUSY)) {
                loop.help();
                offer.set(null);
                loop.leave();
            }
        }
    }

    private Loop next() {
        Loop loop = offer.get();
        for (int i = 0; loop == null && i < SPINS; i++) {
            Thread.onSpinWait();
            loop = offer.get();
        }
        if (loop == null) {
            asleep = true;
            for (loop = offer.get(); loop == null; loop = offer.get()) {
                LockSupport.park(this);
            }
            asleep = false;
        }
        return loop;
    }
}
