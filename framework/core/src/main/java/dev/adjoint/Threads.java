package dev.adjoint;

/**
 * How many threads compute. The number never changes a result: work is cut into pieces by the shapes alone and partial
 * sums are combined in a fixed order.
 */
public final class Threads {
    private static volatile int count =
            Integer.getInteger("adjoint.threads", Runtime.getRuntime().availableProcessors());

    private Threads() {}

    /**
     * The number of threads, the calling one included: at first the system property {@code adjoint.threads}, or else
     * the number of processors.
     *
     * @return at least 1
     */
    public static int count() {
        return Math.max(1, count);
    }

    /**
     * Sets the number of threads for all computations that start from now on.
     *
     * @param threads how many, the calling one included
     * @throws ArgumentException if it is less than 1 or more than 1024
     */
    public static void use(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new ArgumentException("threads: expected 1 to 1024, got " + threads);
        }
        count = threads;
    }
}
