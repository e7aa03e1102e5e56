package dev.adjoint.kernel;

/** Matrix products of one element type. */
public interface GemmF64 {
    /**
     * Computes {@code C = A B}, or adds it to C. The order of additions depends on the sizes alone.
     *
     * @param a m x k
     * @param b k x n
     * @param c memory of C, row-major, m x n
     * @param offset where C begins
     * @param stride how far its rows lie apart
     * @param accumulate whether to add to what C holds
     */
    void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate);

    /**
     * Whether patches are read where the image stands, so that a product with many of them needs no memory for them.
     */
    default boolean readsPatchesInPlace() {
        return false;
    }
}
