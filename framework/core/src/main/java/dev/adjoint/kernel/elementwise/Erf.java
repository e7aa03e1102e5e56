package dev.adjoint.kernel.elementwise;

/**
 * The error function, to 4 units in the last place: by its Taylor polynomial around the nearest of a row of nodes.
 * Around a node c, {@code erf(c + h) = erf(c) + 2/sqrt(pi) e^(-c^2) (h - H1(c) h^2/2! + H2(c) h^3/3! - ...)} with the
 * Hermite polynomials {@code H(n+1)(c) = 2 c Hn(c) - 2 n H(n-1)(c)}. Beyond 6 it is 1 in double precision.
 *
 * <p>At the nodes: below 2.5 by the series {@code 2/sqrt(pi) e^(-x^2) (x + 2x^3/3 + 4x^5/15 + ...)}, whose terms are
 * all positive; above by the continued fraction of the complementary function. Source: Abramowitz and Stegun, 7.1.6,
 * 7.1.14 and 7.1.19.
 */
final class Erf {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
    private static final int END = 6;
    private static final int NODES_PER_UNIT = 16;
    private static final int DEGREE = 10;
    private static final double[] COEFFICIENTS = coefficients();

    private Erf() {}

    static double erf(double x) {
        double a = Math.abs(x);
        if (!(a < END)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        int node = (int) (a * NODES_PER_UNIT + 0.5);
        double h = a - (double) node / NODES_PER_UNIT;
        int first = node * (DEGREE + 1);
        double sum = COEFFICIENTS[first + DEGREE];
        for (int n = DEGREE - 1; n >= 0; n--) {
            sum = sum * h + COEFFICIENTS[first + n];
        }
        return Math.copySign(sum, x);
    }

    private static double[] coefficients() {
        int nodes = END * NODES_PER_UNIT + 1;
        double[] result = new double[nodes * (DEGREE + 1)];
        for (int node = 0; node < nodes; node++) {
            double c = (double) node / NODES_PER_UNIT;
            int first = node * (DEGREE + 1);
            result[first] = c < 2.5 ? series(c) : 1 - fraction(c);
            double factor = TWO_OVER_ROOT_PI * Math.exp(-c * c);
            double before = 0;
            double hermite = 1;
            for (int n = 1; n <= DEGREE; n++) {
                factor /= n;
                result[first + n] = factor * hermite;
                factor = -factor;
                double next = 2 * c * hermite - 2 * (n - 1) * before;
                before = hermite;
                hermite = next;
            }
        }
        return result;
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
