package dev.adjoint;

/** A workspace opened where it cannot be, or numbers read after their memory went back to their workspace. */
public final class WorkspaceException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public WorkspaceException(String message) {
        super(message);
    }
}
