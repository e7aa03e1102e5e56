package dev.adjoint;

/**
 * Two threads that train one parameter at the same time. The message names the parameter and both threads; the thread
 * that gets it has changed nothing.
 *
 * <p>Many threads may predict with one model, and threads may train models of their own; {@link dev.adjoint.Parameter}
 * says which thread a gradient belongs to, and how another may take it over.
 */
public final class ConcurrencyException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, in which threads
     */
    public ConcurrencyException(String message) {
        super(message);
    }
}
