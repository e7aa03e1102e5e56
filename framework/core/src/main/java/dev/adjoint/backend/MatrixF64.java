package dev.adjoint.backend;

/**
 * An operand of a matrix product: a way to read a matrix, which need not exist in memory. A product copies from it the
 * blocks it works on.
 */
public sealed interface MatrixF64 permits DenseF64, PlanesF64, PatchesF64, BlockF64 {
    /**
     * The number of rows.
     *
     * @return 0 or more
     */
    int rows();

    /**
     * The number of columns.
     *
     * @return 0 or more
     */
    int columns();

    /**
     * Writes the block of {@code rows x columns} that begins at {@code (row, column)} into row-major memory with rows
     * {@code stride} apart.
     *
     * @param row its first row
     * @param column its first column
     * @param rows how many rows
     * @param columns how many columns
     * @param target where they are written
     * @param offset where the first element goes
     * @param stride how far apart the rows of the target are
     */
    void copy(int row, int column, int rows, int columns, double[] target, int offset, int stride);
}
