package dev.adjoint.backend;

/**
 * An operand of a matrix product: a way to read a matrix, which need not exist in memory. A product copies from it the
 * blocks it works on.
 */
public sealed interface MatrixF64 permits DenseF64, PlanesF64, PatchesF64, BlockF64 {
    /** The number of rows. */
    int rows();

    /** The number of columns. */
    int columns();

    /**
     * Writes the block of {@code rows x columns} that begins at {@code (row, column)} into row-major memory with rows
     * {@code stride} apart.
     */
    void copy(int row, int column, int rows, int columns, double[] target, int offset, int stride);
}
