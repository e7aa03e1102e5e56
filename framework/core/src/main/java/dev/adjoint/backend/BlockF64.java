package dev.adjoint.backend;

/** A block of another matrix. */
public record BlockF64(MatrixF64 whole, int row, int column, int rows, int columns) implements MatrixF64 {
    @Override
    public void copy(int fromRow, int fromColumn, int count, int width, double[] target, int offset, int stride) {
        whole.copy(row + fromRow, column + fromColumn, count, width, target, offset, stride);
    }
}
