package dev.adjoint.suite.reference;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.suite.reference.ReferenceCase.Expected;

/** Compares actual with expected results, element by element. */
final class Comparison {
    private final double tolerance;
    private double worst;
    private String failure;

    /** Allows {@code |actual - expected| <= tolerance max(1, |expected|)}. */
    Comparison(double tolerance) {
        this.tolerance = tolerance;
    }

    void compare(String name, NDArray actual, Expected expected) {
        if (actual == null) {
            fail(Double.POSITIVE_INFINITY, name + " did not come out");
            return;
        }
        if (!actual.shape().equals(expected.value().shape())) {
            fail(
                    Double.POSITIVE_INFINITY,
                    name + ": expected shape " + expected.value().shape() + ", got " + actual.shape());
            return;
        }
        boolean single = actual.dtype() == DType.FLOAT32;
        for (int i = 0; i < actual.size(); i++) {
            double wanted = single
                    ? inRangeOfFloat(expected.value().at(i))
                    : expected.value().at(i);
            double error = error(actual.at(i), wanted);
            if (!(error <= (expected.exact() ? 0 : tolerance))) {
                fail(
                        error,
                        String.format(
                                "%s%s[%d]: expected %s, got %s, error %.2e",
                                name, actual.shape(), i, wanted, actual.at(i), error));
            } else {
                worst = Math.max(worst, error);
            }
        }
    }

    /** The largest error so far, relative to the expected value where that is above 1. */
    double worst() {
        return worst;
    }

    /** The mistake in the worst element, or null if there is none. */
    String failure() {
        return failure;
    }

    private void fail(double error, String message) {
        if (failure == null || error > worst || Double.isNaN(error)) {
            failure = message;
        }
        worst = Math.max(worst, error);
    }

    private static double error(double actual, double expected) {
        return actual == expected ? 0 : Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
    }

    /** A number beyond the range of float32 must become infinity there. */
    private static double inRangeOfFloat(double value) {
        return Double.isInfinite((float) value) ? (float) value : value;
    }
}
