package dev.adjoint.optim;

import dev.adjoint.ArgumentException;

/** Checks of settings. Each returns the number it has checked. */
final class Range {
    private Range() {}

    /** Finite and not negative. */
    static double atLeast0(String what, double number) {
        return require(number >= 0 && number < Double.POSITIVE_INFINITY, what, "a finite number, 0 or more", number);
    }

    /** Finite and greater than 0. */
    static double positive(String what, double number) {
        return require(number > 0 && number < Double.POSITIVE_INFINITY, what, "a finite number greater than 0", number);
    }

    /** At least 0 and less than 1. */
    static double fraction(String what, double number) {
        return require(number >= 0 && number < 1, what, "at least 0 and less than 1", number);
    }

    /** From 0 to 1. */
    static double closedFraction(String what, double number) {
        return require(number >= 0 && number <= 1, what, "from 0 to 1", number);
    }

    /** 1 or more. */
    static int atLeast1(String what, int number) {
        require(number >= 1, what, "1 or more", number);
        return number;
    }

    private static double require(boolean holds, String what, String expected, double number) {
        if (!holds) {
            throw new ArgumentException(what + ": expected " + expected + ", got " + number);
        }
        return number;
    }
}
