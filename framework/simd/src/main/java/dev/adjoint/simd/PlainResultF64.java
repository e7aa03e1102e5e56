package dev.adjoint.simd;

import dev.adjoint.backend.PlanesF64;

/**
 * Where a product belongs: row r and column {@code (n, i)} at {@code offset + n imageStep + r rowStep + i columnStep}.
 *
 * @param cells the columns of an image; of a plain matrix, all
 * @param accumulate whether to add to what stands there
 */
record PlainResultF64(
        double[] c, int offset, int rowStep, int columnStep, int cells, int imageStep, boolean accumulate) {
    static PlainResultF64 of(PlanesF64 planes) {
        return new PlainResultF64(
                planes.data(), planes.offset(), planes.cells(), 1, planes.cells(), planes.imageStride(), false);
    }

    static PlainResultF64 matrix(double[] c, int offset, int stride, int columns, boolean accumulate) {
        return new PlainResultF64(c, offset, stride, 1, columns, 0, accumulate);
    }

    /** The transpose of a matrix of so many rows. */
    static PlainResultF64 transposed(double[] c, int offset, int stride, int rows, boolean accumulate) {
        return new PlainResultF64(c, offset, 1, stride, rows, 0, accumulate);
    }

    /** The same, adding to what stands there. */
    PlainResultF64 accumulating() {
        return new PlainResultF64(c, offset, rowStep, columnStep, cells, imageStep, true);
    }

    /** Writes or adds some columns of one row. */
    void store(int row, int column, int columns, double[] sums, int from) {
        for (int done = 0; done < columns; ) {
            int cell = (column + done) % cells;
            int count = Math.min(columns - done, cells - cell);
            int to = offset + (column + done) / cells * imageStep + row * rowStep + cell * columnStep;
            store(sums, from + done, count, to);
            done += count;
        }
    }

    private void store(double[] sums, int from, int count, int to) {
        if (!accumulate && columnStep == 1) {
            System.arraycopy(sums, from, c, to, count);
            return;
        }
        for (int i = 0, at = to; i < count; i++, at += columnStep) {
            c[at] = accumulate ? c[at] + sums[from + i] : sums[from + i];
        }
    }
}
