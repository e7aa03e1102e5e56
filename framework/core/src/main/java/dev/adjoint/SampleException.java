package dev.adjoint;

/** A sample of a dataset that could not be made: the message names it, the cause says why. */
public final class SampleException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /** The sample's name. */
    private final String sample;

    /**
     * Creates an error.
     *
     * @param sample the sample's name: a file, a line of a file, or its number
     * @param cause what went wrong
     */
    public SampleException(String sample, Throwable cause) {
        super(sample + ": " + (cause instanceof AdjointException ? cause.getMessage() : cause), cause);
        this.sample = sample;
    }

    /**
     * The sample.
     *
     * @return its name
     */
    public String sample() {
        return sample;
    }
}
