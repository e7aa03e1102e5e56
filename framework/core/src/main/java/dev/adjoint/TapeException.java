package dev.adjoint;

/** A tape or a tensor used where it cannot be: no tape recording, closed, of another thread, changed since recorded. */
public final class TapeException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public TapeException(String message) {
        super(message);
    }
}
