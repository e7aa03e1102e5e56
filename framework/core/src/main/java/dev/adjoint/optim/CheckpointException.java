package dev.adjoint.optim;

import dev.adjoint.AdjointException;

/** A checkpoint cannot be written or read, or lacks what a caller asks for. The message names the file. */
public final class CheckpointException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what was expected and what was found
     */
    public CheckpointException(String message) {
        super(message);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what failed
     * @param cause the error underneath
     */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
