package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;

/** Checks the numbers of options before anything is done. */
final class Check {
    private Check() {}

    static void atLeast(int least, String option, int number) {
        holds(number >= least, option, least + " or more", number);
    }

    static void above0(String option, double number) {
        holds(number > 0 && Double.isFinite(number), option, "a finite number above 0", number);
    }

    static void holds(boolean holds, String option, String expected, Object got) {
        if (!holds) {
            throw new ArgumentException(option + ": expected " + expected + ", got " + got);
        }
    }
}
