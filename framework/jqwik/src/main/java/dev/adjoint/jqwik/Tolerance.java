package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;

/**
 * How far two numbers may be apart: {@code |actual - expected| <= absolute + relative |expected|}.
 *
 * @param relative a part of the expected number, at least 0
 * @param absolute at least 0
 */
public record Tolerance(double relative, double absolute) {
    /** Numbers are equal, where 0 equals -0. */
    public static final Tolerance EXACT = new Tolerance(0, 0);

    /**
     * Checks the numbers.
     *
     * @param relative a part of the expected number, at least 0
     * @param absolute at least 0
     * @throws ArgumentException if either is below 0, infinite or not a number
     */
    public Tolerance {
        Require.that(
                relative >= 0 && absolute >= 0 && Double.isFinite(relative + absolute),
                "tolerance: expected finite numbers of at least 0, got relative " + relative + ", absolute "
                        + absolute);
    }

    /**
     * The tolerance for an element type: {@code 1.3e-6} relative and {@code 1e-5} absolute for float32, {@code 1e-7}
     * for both in float64. Source: PyTorch's {@code torch.testing.assert_close}.
     *
     * @param dtype the element type
     * @return the tolerance
     */
    public static Tolerance of(DType dtype) {
        return dtype == DType.FLOAT32 ? new Tolerance(1.3e-6, 1e-5) : new Tolerance(1e-7, 1e-7);
    }

    /** Whether two numbers are near enough. NaN is near only to NaN, and an infinity only to itself. */
    boolean allows(double actual, double expected) {
        return actual == expected
                || Double.isNaN(actual) && Double.isNaN(expected)
                || Double.isFinite(expected) && Math.abs(actual - expected) <= allowed(expected);
    }

    double allowed(double expected) {
        return absolute + relative * Math.abs(expected);
    }
}
