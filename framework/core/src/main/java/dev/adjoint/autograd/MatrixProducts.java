package dev.adjoint.autograd;

import dev.adjoint.kernel.Gemm;

/** Tells who computes the matrix products, on which most of the time of a network is spent. */
public final class MatrixProducts {
    private MatrixProducts() {}

    /**
     * The provider in use: the preferred one of those present, or the one that the system property {@code adjoint.gemm}
     * names.
     *
     * @return its name, {@code ejml} by default
     */
    public static String name() {
        return Gemm.current().name();
    }
}
