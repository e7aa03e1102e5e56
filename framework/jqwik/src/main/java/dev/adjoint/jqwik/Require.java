package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;

/** Checks of settings. */
final class Require {
    private Require() {}

    static void range(String what, int least, int low, int high) {
        that(
                least <= low && low <= high,
                what + ": expected a least of at least " + least + " and a most of at least that, got " + low + " and "
                        + high);
    }

    /** A bound that must not be below the least possible one. */
    static int atLeast(String what, int least, int value) {
        that(value >= least, what + ": expected at least " + least + ", got " + value);
        return value;
    }

    static void spatialAxes(int fewest, int least, int most) {
        range("spatial axes", fewest, least, most);
        that(most <= 3, "spatial axes: expected at most 3, got " + most);
    }

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new ArgumentException(message);
        }
    }
}
