package dev.adjoint.backend;

/** Matrix products of one element type. */
public interface ProductsF64 {
    /** The elements of a patch matrix held in memory at once. */
    int PATCHES = 1 << 20;

    /**
     * How many columns of a patch matrix are copied at once: 64 or more are fast, but not where columns are huge.
     *
     * @param rows the length of a column
     * @return at least 1
     */
    static int windowsAtOnce(int rows) {
        int length = Math.max(1, rows);
        return Math.max(PATCHES / length, Math.max(1, Math.min(64, 2 * PATCHES / length)));
    }

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
     * Computes {@code Y = A P}, image by image. The patches are copied in blocks, so that their matrix need not fit
     * into memory.
     *
     * @param a the filters
     * @param patches those of one or more images, not transposed
     * @param y a row of windows for each filter, for as many images
     */
    default void multiply(MatrixF64 a, PatchesF64 patches, PlanesF64 y) {
        int windows = y.cells();
        int block = windowsAtOnce(patches.rows());
        for (int image = 0; image < y.images(); image++) {
            for (int from = 0; from < windows; from += block) {
                int count = Math.min(block, windows - from);
                MatrixF64 part = new BlockF64(patches, 0, image * windows + from, patches.rows(), count);
                multiply(a, part, y.data(), y.offset() + image * y.imageStride() + from, windows, false);
            }
        }
    }

    /**
     * Whether a product of so many rows with patches reads them where the image stands, so that it needs no memory for
     * them and costs hardly more than one with a matrix.
     *
     * @param rows the rows of the other operand
     * @return whether it does; the default does not
     */
    default boolean readsPatchesInPlace(int rows) {
        return false;
    }

    /**
     * Whether it shares the work of one product of matrices among threads; if not, its callers do, by rows.
     *
     * @return whether it does; the default does not
     */
    default boolean sharesWork() {
        return false;
    }
}
