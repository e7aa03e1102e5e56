package dev.adjoint;

/**
 * NaN or infinity where finite numbers were expected: on a tape that detects anomalies, or as the loss of a training.
 */
public final class AnomalyException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what came where
     */
    public AnomalyException(String message) {
        super(message);
    }
}
