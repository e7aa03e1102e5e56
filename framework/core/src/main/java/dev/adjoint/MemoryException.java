package dev.adjoint;

import java.util.function.Supplier;

/**
 * Arrays that the heap has no room for. Nothing is changed by it; smaller batches, or a larger heap ({@code -Xmx}),
 * help.
 */
public final class MemoryException extends AdjointException {
    private static final long serialVersionUID = 1L;
    private static final int MEBIBYTE = 1 << 20;

    private MemoryException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Runs a computation whose arrays may not fit.
     *
     * @param <T> the result's type
     * @param what names what would not fit, in the error
     * @param computation the computation, which leaves nothing half done
     * @return its result
     * @throws MemoryException if the heap is exhausted
     */
    public static <T> T guard(Supplier<String> what, Supplier<T> computation) {
        try {
            return computation.get();
        } catch (OutOfMemoryError e) {
            throw new MemoryException(
                    what.get() + ": expected arrays that fit into the heap, whose limit is "
                            + Runtime.getRuntime().maxMemory() / MEBIBYTE
                            + " MiB; make them smaller or the heap larger with -Xmx",
                    e);
        }
    }
}
