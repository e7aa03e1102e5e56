package dev.adjoint;

import java.util.Arrays;

/** A sparse matrix, stored row by row, immutable. It is the transpose of its transpose to the bit. */
public final class SparseRows {
    private final int columns;
    private final int[] starts;
    private final int[] sources;
    private final double[] weights;

    private SparseRows(int columns, int[] starts, int[] sources, double[] weights) {
        this.columns = columns;
        this.starts = starts;
        this.sources = sources;
        this.weights = weights;
    }

    /**
     * A matrix from its entries, which the caller gives away and no longer writes.
     *
     * @param columns the number of columns
     * @param starts where each row begins among the entries, and at last the number of entries
     * @param sources the column of each entry
     * @param weights the number at each entry
     * @return a matrix of {@code starts.length - 1} rows
     * @throws ShapeException if the arrays do not fit together
     */
    public static SparseRows wrap(int columns, int[] starts, int[] sources, double[] weights) {
        boolean fits = starts.length > 0 && starts[0] == 0 && starts[starts.length - 1] == sources.length;
        for (int r = 1; fits && r < starts.length; r++) {
            fits = starts[r - 1] <= starts[r];
        }
        if (!fits || sources.length != weights.length) {
            throw new ShapeException("sparse matrix: expected rows that part " + sources.length + " columns and "
                    + weights.length + " weights, got starts " + Arrays.toString(starts));
        }
        IntArray.of(sources).requireBelow("sparse matrix: column", columns);
        return new SparseRows(columns, starts, sources, weights);
    }

    /**
     * The number of rows.
     *
     * @return the number of rows
     */
    public int rows() {
        return starts.length - 1;
    }

    /**
     * The number of columns.
     *
     * @return the number of columns
     */
    public int columns() {
        return columns;
    }

    /**
     * Where rows begin: the entries of row r are those from {@code starts[r]} to before {@code starts[r + 1]}.
     *
     * @return the backing array, which must not be written
     */
    public int[] starts() {
        return starts;
    }

    /**
     * The column of each entry.
     *
     * @return the backing array, which must not be written
     */
    public int[] sources() {
        return sources;
    }

    /**
     * The number at each entry.
     *
     * @return the backing array, which must not be written
     */
    public double[] weights() {
        return weights;
    }

    /**
     * The transposed matrix.
     *
     * @return a matrix with rows and columns exchanged
     */
    public SparseRows transpose() {
        int[] first = new int[columns + 1];
        for (int column : sources) {
            first[column + 1]++;
        }
        Arrays.parallelPrefix(first, Integer::sum);
        int[] next = first.clone();
        int[] rowOf = new int[sources.length];
        double[] moved = new double[sources.length];
        for (int r = 0; r < rows(); r++) {
            for (int k = starts[r]; k < starts[r + 1]; k++) {
                int to = next[sources[k]]++;
                rowOf[to] = r;
                moved[to] = weights[k];
            }
        }
        return new SparseRows(rows(), first, rowOf, moved);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseRows matrix
                && columns == matrix.columns
                && Arrays.equals(starts, matrix.starts)
                && Arrays.equals(sources, matrix.sources)
                && Arrays.equals(weights, matrix.weights);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(starts) + Arrays.hashCode(sources)) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "sparse[" + rows() + ", " + columns + "] with " + sources.length + " entries";
    }
}
