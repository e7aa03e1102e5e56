package dev.adjoint.optim;

/** Numbers as a person reads them. */
final class Numbers {
    private Numbers() {}

    /** A count and what is counted, as in 1 parameter and 12 parameters. */
    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
