package dev.adjoint;

/** A gradient check that did not pass. The message names the worst elements. */
public final class GradCheckException extends AdjointException {
    private static final long serialVersionUID = 1L;

    private final transient GradCheckReport report;

    /**
     * Creates an error.
     *
     * @param report what was found
     */
    public GradCheckException(GradCheckReport report) {
        super(report.toString());
        this.report = report;
    }

    /**
     * What the check found.
     *
     * @return the report; null after serialisation
     */
    public GradCheckReport report() {
        return report;
    }
}
