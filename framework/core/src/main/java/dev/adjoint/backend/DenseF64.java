package dev.adjoint.backend;

/**
 * A matrix in memory: element (r, c) stands at {@code offset + r stride + c}, or, transposed, at {@code offset + c
 * stride + r}.
 *
 * @param data the memory
 * @param offset where it begins
 * @param stride how far apart stored rows are
 * @param rows the number of rows, after transposition
 * @param columns the number of columns, after transposition
 * @param transposed whether it is the transpose of what is stored
 */
public record DenseF64(double[] data, int offset, int stride, int rows, int columns, boolean transposed)
        implements MatrixF64 {
    /**
     * A row-major matrix whose rows follow each other.
     *
     * @param data the memory
     * @param offset where it begins
     * @param rows the number of rows
     * @param columns the number of columns
     * @return the operand
     */
    public static DenseF64 of(double[] data, int offset, int rows, int columns) {
        return new DenseF64(data, offset, columns, rows, columns, false);
    }

    /**
     * The transpose of a row-major matrix of {@code rows x columns}: it has {@code columns} rows.
     *
     * @param data the memory
     * @param offset where it begins
     * @param rows the number of stored rows
     * @param columns the number of stored columns
     * @return the operand
     */
    public static DenseF64 transposed(double[] data, int offset, int rows, int columns) {
        return new DenseF64(data, offset, columns, columns, rows, true);
    }

    /** Rows of a target that are written at a time when transposing: few enough for the first cache. */
    private static final int LINES = 64;

    /**
     * The product's operand for a matrix stored row-major as {@code rows x columns}, or its transpose.
     *
     * @param data the memory
     * @param offset where it begins
     * @param rows the number of stored rows
     * @param columns the number of stored columns
     * @param transposed whether to take the transpose
     * @return the operand
     */
    public static DenseF64 of(double[] data, int offset, int rows, int columns, boolean transposed) {
        return transposed ? transposed(data, offset, rows, columns) : of(data, offset, rows, columns);
    }

    /**
     * Some of its rows, after transposition.
     *
     * @param first the first of them
     * @param count how many
     * @return the operand of these rows, in the same memory
     */
    public DenseF64 rows(int first, int count) {
        int from = offset + (transposed ? first : first * stride);
        return new DenseF64(data, from, stride, count, columns, transposed);
    }

    /**
     * Whether the stored rows, before transposition, begin at 0 and follow each other without gaps.
     *
     * @return whether they do
     */
    public boolean isWhole() {
        return offset == 0 && stride == (transposed ? rows : columns);
    }

    @Override
    public void copy(int row, int column, int rows, int columns, double[] target, int at, int step) {
        if (!transposed) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(data, offset + (row + r) * stride + column, target, at + r * step, columns);
            }
            return;
        }
        for (int r = 0; r < rows; r += LINES) {
            copyTransposed(row + r, column, Math.min(LINES, rows - r), columns, target, at + r * step, step);
        }
    }

    private void copyTransposed(int row, int column, int rows, int columns, double[] target, int at, int step) {
        int c = 0;
        for (; c + 4 <= columns; c += 4) {
            int s0 = offset + (column + c) * stride + row;
            int s1 = s0 + stride;
            int s2 = s1 + stride;
            int s3 = s2 + stride;
            for (int r = 0, t = at + c; r < rows; r++, t += step) {
                target[t] = data[s0 + r];
                target[t + 1] = data[s1 + r];
                target[t + 2] = data[s2 + r];
                target[t + 3] = data[s3 + r];
            }
        }
        for (; c < columns; c++) {
            for (int r = 0, s = offset + (column + c) * stride + row, t = at + c; r < rows; r++, s++, t += step) {
                target[t] = data[s];
            }
        }
    }
}
