package dev.adjoint.kernel;

/**
 * The error function, to about 2 units in the last place. Below 2.5 by the series {@code 2/sqrt(pi) e^(-x^2) (x +
 * 2x^3/3 + 4x^5/15 + ...)}, whose terms are all positive; above by the continued fraction of the complementary
 * function. Source: Abramowitz and Stegun, 7.1.6 and 7.1.14.
 */
final class Erf {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private Erf() {}

    static double erf(double x) {
        double a = Math.abs(x);
        if (!(a < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        return Math.copySign(a < 2.5 ? series(a) : 1 - fraction(a), x);
    }

    private static double series(double a) {
        double term = a;
        double sum = a;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * a * a / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_ROOT_PI * Math.exp(-a * a) * sum;
    }

    private static double fraction(double a) {
        double value = a;
        for (int k = 60; k > 0; k--) {
            value = a + k / 2.0 / value;
        }
        return Math.exp(-a * a) / Math.sqrt(Math.PI) / value;
    }
}
