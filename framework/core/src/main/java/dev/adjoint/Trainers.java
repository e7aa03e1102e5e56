package dev.adjoint;

/**
 * The threads that train a parameter: whose its gradient is, and who wrote its value last.
 *
 * <pre>
 * backward       the gradient becomes this thread's, and is awaited by its step
 * step           the value is this thread's; the gradient is awaited no more
 * zeroGrad       the gradient is nobody's; if another thread's step awaits it, that step will find who took it
 * </pre>
 *
 * <p>What one thread does to the value or to the gradient while another is between its forward pass and its step is an
 * error of the one that comes second. A thread that has ended is in nobody's way.
 *
 * <p>The fields are plain, for a thread that trains alone must not pay for the others: it compares, and writes no
 * thread but the first time. So the last instructions of one thread's step may overlap with the first of another's
 * forward pass unnoticed; two threads that go on training are found out in one of their next steps.
 */
final class Trainers {
    private static final String REMEDY = "; train a model in one thread, or give each thread a model of its own";

    private Thread owner;
    private Thread taker;
    private Thread writer;

    /** Whether the owner's step is still to come. */
    private boolean awaited;

    /** The calling thread computed a gradient, or took it over. */
    void claim() {
        Thread current = Thread.currentThread();
        if (owner != current) {
            owner = current;
        }
        awaited = true;
    }

    /** The calling thread dropped the gradient. */
    void release() {
        if (awaited) {
            Thread current = Thread.currentThread();
            if (isAnother(owner, current) && owner.isAlive()) {
                taker = current;
            } else {
                awaited = false;
            }
        }
    }

    /** The calling thread writes the value. */
    void wrote() {
        Thread current = Thread.currentThread();
        if (writer != current) {
            writer = current;
        }
    }

    /** The calling thread has written the value by the gradient. */
    void stepped() {
        awaited = false;
    }

    private static boolean isAnother(Thread thread, Thread current) {
        return thread != current && thread != null;
    }

    /** Refuses to go on with a gradient that is another living thread's. */
    void requireOwn(String doing, Parameter parameter) {
        Thread current = Thread.currentThread();
        Thread other = owner;
        if (isAnother(other, current) && other.isAlive()) {
            throw new ConcurrencyException(
                    doing + ": the gradient of " + parameter.describe() + " is that of thread "
                            + other.getName() + ", not of thread " + current.getName() + REMEDY
                            + "; if the other has done with it, forget it with zeroGrad() or take it over with setGrad(grad())");
        }
    }

    /** Refuses to step without a gradient that was computed here and taken away since. */
    void requireNotTaken(Parameter parameter) {
        Thread current = Thread.currentThread();
        Thread other = taker;
        if (awaited && owner == current && other != null) {
            throw new ConcurrencyException("step: the gradient of " + parameter.describe() + " that thread "
                    + current.getName() + " computed was dropped by thread " + other.getName() + " before the step"
                    + REMEDY);
        }
    }

    /** Refuses a gradient for a value that another thread has overwritten since it was recorded here. */
    void requireUnwritten(Parameter parameter, int version) {
        Thread current = Thread.currentThread();
        Thread other = writer;
        if (isAnother(other, current) && parameter.value().version() != version) {
            throw new ConcurrencyException("backward: " + parameter.describe() + " was written by thread "
                    + other.getName() + " since thread " + current.getName() + " recorded it (version " + version
                    + ", now " + parameter.value().version() + ")" + REMEDY);
        }
    }
}
