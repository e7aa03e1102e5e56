package dev.adjoint.kernel.update;

/** An optimiser's update of a range of a parameter's elements, given the gradient and the optimiser's state. */
@FunctionalInterface
interface UpdateF64 {
    /** Writes {@code p[i]} and {@code state[k][i]} for {@code from <= i < to}. */
    void apply(double[] p, double[] g, double[][] state, int from, int to);
}
