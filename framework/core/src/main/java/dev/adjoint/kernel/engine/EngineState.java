package dev.adjoint.kernel.engine;

import dev.adjoint.ArgumentException;
import dev.adjoint.backend.Backend;
import dev.adjoint.kernel.convolution.ConvWay;
import java.util.Optional;

/**
 * The one owner of what computations share and no argument shows:
 *
 * <ul>
 *   <li>the backend in use, chosen when it is first needed;
 *   <li>the way of computing convolutions that is forced, if one is;
 *   <li>the number of threads, and the {@linkplain Helper helper threads};
 *   <li>what each thread keeps from one computation to the next, its {@link Desk}: scratch memory, and whether it is
 *       inside of a loop that threads share.
 * </ul>
 *
 * <p>The first three come from system properties. A wrong value is an {@link ArgumentException} each time it is needed,
 * for nothing is remembered until a value is right. Beside these the framework remembers per thread which tape and
 * which workspace are open, and a backend may count its first calls.
 */
public final class EngineState {
    /** The most threads that anybody may ask for. */
    private static final int MOST_THREADS = 1024;

    private static final ThreadLocal<Desk> DESKS = ThreadLocal.withInitial(Desk::new);

    private static volatile Backend backend;
    private static volatile Optional<ConvWay> forcedWay;

    /** 0 until it is known. */
    private static volatile int threads;

    private EngineState() {}

    /** The backend in use. */
    public static Backend backend() {
        Backend current = backend;
        return current == null ? chooseBackend() : current;
    }

    private static synchronized Backend chooseBackend() {
        if (backend == null) {
            backend = Backends.choose();
        }
        return backend;
    }

    /** Uses another backend from now on. */
    public static void use(Backend other) {
        backend = other;
    }

    /** The way that is taken wherever it applies, if one is forced. */
    public static Optional<ConvWay> forcedWay() {
        Optional<ConvWay> forced = forcedWay;
        if (forced == null) {
            forced = Settings.choice("adjoint.convolution", ConvWay.class);
            forcedWay = forced;
        }
        return forced;
    }

    /** Takes a way from now on wherever it applies, or follows the rules. */
    public static void force(Optional<ConvWay> way) {
        forcedWay = way;
    }

    /** How many threads compute, the calling one included. */
    public static int threads() {
        int known = threads;
        if (known == 0) {
            int processors = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
            known = Settings.number("adjoint.threads", 1, MOST_THREADS).orElse(processors);
            threads = known;
        }
        return known;
    }

    /** Lets so many threads compute from now on. */
    public static void useThreads(int count) {
        if (count < 1 || count > MOST_THREADS) {
            throw new ArgumentException("threads: expected 1 to " + MOST_THREADS + ", got " + count);
        }
        threads = count;
    }

    /** What the calling thread keeps. */
    public static Desk desk() {
        return DESKS.get();
    }
}
