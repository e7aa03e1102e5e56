package dev.adjoint.backend;

/**
 * Rows of cells of several channels. In planes, neighbouring cells of a channel stand side by side; among cells,
 * neighbouring channels of a cell do.
 *
 * @param data the memory
 * @param from where the first cell of the first channel stands
 * @param apart how far apart channels of planes are, or else cells
 * @param row how far apart rows are
 */
public record RowsF64(double[] data, int from, int apart, int row) {
    /**
     * The same rows, some elements on.
     *
     * @param elements how many
     * @return rows in the same memory
     */
    public RowsF64 skip(int elements) {
        return new RowsF64(data, from + elements, apart, row);
    }
}
