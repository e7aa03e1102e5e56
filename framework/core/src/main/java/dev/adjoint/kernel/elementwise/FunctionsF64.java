package dev.adjoint.kernel.elementwise;

import dev.adjoint.backend.Wide;

/** The functions of one number behind the elementwise operations; each fills {@code y[from .. to)}. */
@SuppressWarnings("cast")
public final class FunctionsF64 {
    private FunctionsF64() {}

    /** E to the power of each element. */
    public static void exp(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.exp(x[i]);
        }
    }

    /** E to the power of each element, less 1, exact for small elements too. */
    public static void expm1(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.expm1(x[i]);
        }
    }

    /** The natural logarithm. */
    public static void log(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.log(x[i]);
        }
    }

    /** The natural logarithm, or a lower limit where that is larger. */
    public static void logAtLeast(double[] x, double limit, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max((double) Math.log(x[i]), limit);
        }
    }

    /** The square root. */
    public static void sqrt(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.sqrt(x[i]);
        }
    }

    /** The absolute value. */
    public static void abs(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.abs(x[i]);
        }
    }

    /** The sine. */
    public static void sin(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.sin(x[i]);
        }
    }

    /** The cosine. */
    public static void cos(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.cos(x[i]);
        }
    }

    /** The larger of each element and 0. */
    public static void relu(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    /** Positive elements as they are, others times a slope. */
    public static void leakyRelu(double[] x, double slope, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] > 0 ? x[i] : slope * x[i];
        }
    }

    /** 1 for positive elements, the slope for others. */
    public static void leakySlope(double[] x, double slope, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] > 0 ? 1 : slope;
        }
    }

    /** The logarithm of 1 plus e to the power of each element, without overflow. */
    public static void softplus(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) (Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i]))));
        }
    }

    /** The logistic function. */
    public static void sigmoid(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) (1 / (1 + Math.exp(-x[i])));
        }
    }

    /** The hyperbolic tangent. */
    public static void tanh(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) HyperbolicTangent.tanh(x[i]);
        }
    }

    /** The error function. */
    public static void erf(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Erf.erf(x[i]);
        }
    }

    /** -1, 0 or 1. */
    public static void sign(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0;
        }
    }

    /** Scale times each element, plus shift. */
    public static void affine(double[] x, double scale, double shift, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = scale * x[i] + shift;
        }
    }

    /** Each element to a constant power. */
    public static void power(double[] x, @Wide double exponent, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) Math.pow(x[i], exponent);
        }
    }

    /** Each element limited to a range. */
    public static void clamp(double[] x, double min, double max, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.min(Math.max(x[i], min), max);
        }
    }

    /** 1 for each element in the closed range, else 0. */
    public static void between(double[] x, double min, double max, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = x[i] >= min && x[i] <= max ? 1 : 0;
        }
    }

    /** Elements of the first array where the condition holds, else of the second. */
    public static void where(boolean[] condition, double[] a, double[] b, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = condition[i] ? a[i] : b[i];
        }
    }
}
