package dev.adjoint;

/** An option or index outside its legal range. The message names it, its range and its value. */
public final class ArgumentException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public ArgumentException(String message) {
        super(message);
    }
}
