package dev.adjoint;

/** Shapes that do not fit together, or that an operation cannot take. The message holds all shapes involved. */
public final class ShapeException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public ShapeException(String message) {
        super(message);
    }
}
