package dev.adjoint.jqwik;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.BitSet;
import org.opentest4j.AssertionFailedError;

/** Compares two arrays element by element and tells where they differ. */
final class Comparison {
    private final NDArray actual;
    private final NDArray expected;
    private final Tolerance tolerance;

    private Comparison(NDArray actual, NDArray expected, Tolerance tolerance) {
        this.actual = actual;
        this.expected = expected;
        this.tolerance = tolerance;
    }

    /** Fails unless all elements are near enough; {@code what} begins the message. */
    static void require(String what, NDArray actual, NDArray expected, Tolerance tolerance) {
        if (!actual.shape().equals(expected.shape()) || actual.dtype() != expected.dtype()) {
            throw new AssertionFailedError(
                    what + ": expected " + expected.dtype() + expected.shape() + ", got " + actual.dtype()
                            + actual.shape(),
                    expected,
                    actual);
        }
        new Comparison(actual, expected, tolerance).requireClose(what);
    }

    private void requireClose(String what) {
        BitSet wrong = new BitSet();
        int worst = -1;
        for (int i = 0; i < expected.size(); i++) {
            if (!tolerance.allows(actual.at(i), expected.at(i))) {
                wrong.set(i);
                worst = worst < 0 || excess(i) > excess(worst) ? i : worst;
            }
        }
        if (worst >= 0) {
            throw new AssertionFailedError(what + ": " + message(wrong, worst), expected, actual);
        }
    }

    /** How many times the tolerance two elements are apart. */
    private double excess(int i) {
        double apart = Math.abs(actual.at(i) - expected.at(i));
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart / tolerance.allowed(expected.at(i));
    }

    private String message(BitSet wrong, int worst) {
        Shape shape = expected.shape();
        double right = expected.at(worst);
        return wrong.cardinality() + " of " + shape.size() + " elements of " + expected.dtype() + shape
                + " differ\n  worst at " + ErrorMap.index(shape, worst) + ": expected " + right + ", got "
                + actual.at(worst) + ", apart by " + Math.abs(actual.at(worst) - right) + ", allowed "
                + tolerance.allowed(right) + "\n  " + new ErrorMap(shape, wrong, worst);
    }
}
