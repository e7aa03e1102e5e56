package dev.adjoint;

/** An element type that an operation cannot take: float32 mixed with float64, or the wrong raw view. */
public final class DTypeException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public DTypeException(String message) {
        super(message);
    }
}
