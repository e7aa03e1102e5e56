package dev.adjoint;

/** NaN or infinity where a tape that detects anomalies expected finite numbers. */
public final class AnomalyException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message which operation produced what, and the line that applied it
     */
    public AnomalyException(String message) {
        super(message);
    }
}
