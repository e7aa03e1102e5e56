package dev.adjoint.examples;

/** What a newcomer runs first: the edge detector, then the digits. */
public final class MainJob {
    private MainJob() {}

    /**
     * Runs the two examples.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        EdgeDetector.main(args);
        System.out.println();
        System.out.println();
        Digits.main(args);
    }
}
