package dev.adjoint.data;

import dev.adjoint.ArgumentException;

/** Checks of settings. */
final class Require {
    private Require() {}

    static void probability(String what, double p) {
        holds(p >= 0 && p <= 1, what, "a probability from 0 to 1", p);
    }

    static void finite(String what, double number) {
        holds(Double.isFinite(number), what, "a finite number", number);
    }

    static void atLeast(int least, String what, int number) {
        holds(number >= least, what, least + " or more", number);
    }

    static void holds(boolean holds, String what, String expected, Object got) {
        if (!holds) {
            throw new ArgumentException(what + ": expected " + expected + ", got " + got);
        }
    }
}
