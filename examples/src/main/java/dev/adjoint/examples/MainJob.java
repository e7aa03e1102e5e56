package dev.adjoint.examples;

/** What a newcomer runs first: the edge detector. */
public final class MainJob {
    private MainJob() {}

    /**
     * Runs the examples.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        EdgeDetector.main(args);
    }
}
