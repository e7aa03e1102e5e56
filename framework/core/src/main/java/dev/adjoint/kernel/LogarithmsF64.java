package dev.adjoint.kernel;

/** Logarithms that stay finite; each fills {@code y[from .. to)}. */
@SuppressWarnings("cast")
public final class LogarithmsF64 {
    private LogarithmsF64() {}

    /** The logarithm of the logistic function. */
    public static void logSigmoid(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = (double) (Math.min(x[i], 0) - Math.log1p(Math.exp(-Math.abs(x[i]))));
        }
    }

    /** The natural logarithm, or a lower limit where that is larger. */
    public static void atLeast(double[] x, double limit, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] = Math.max((double) Math.log(x[i]), limit);
        }
    }
}
