package dev.adjoint.kernel.elementwise;

/** A function of one number, applied to a range of an array. */
@FunctionalInterface
public interface UnaryF64 {
    /** Writes {@code y[i] = f(x[i])} for {@code from <= i < to}. */
    void apply(double[] x, double[] y, int from, int to);
}
