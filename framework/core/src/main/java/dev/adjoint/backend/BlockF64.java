package dev.adjoint.backend;

/**
 * A block of another matrix.
 *
 * @param whole the other matrix
 * @param row its first row there
 * @param column its first column there
 * @param rows the number of rows
 * @param columns the number of columns
 */
public record BlockF64(MatrixF64 whole, int row, int column, int rows, int columns) implements MatrixF64 {
    @Override
    public void copy(int fromRow, int fromColumn, int count, int width, double[] target, int offset, int stride) {
        whole.copy(row + fromRow, column + fromColumn, count, width, target, offset, stride);
    }
}
