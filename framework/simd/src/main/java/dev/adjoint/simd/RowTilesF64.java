package dev.adjoint.simd;

/**
 * Tiles {@code C[i, j] = sum over k of A[i, k] B[k, j]} of a product, a few rows i and one or two vectors of columns j,
 * of operands that are read where they stand: row i of A begins at {@code rows[i] + shift}, those of B lie a stride
 * apart.
 *
 * <p>What tiles have in common is set before; {@link #compute} says where one begins.
 */
final class RowTilesF64 {
    private static final FirstCalls[] FIRST_CALLS = FirstCalls.ofTiles();
    private static final FirstCalls[] FIRST_NARROW_CALLS = FirstCalls.ofTiles();

    private final double[] a;
    private final int[] rows;
    private final int shift;
    private final double[] b;
    private final int bStride;
    private final int depth;
    private double[] c;
    private int stride;
    private boolean accumulate;

    /** Tiles of sums over {@code 0 <= k < depth}. */
    RowTilesF64(double[] a, int[] rows, int shift, double[] b, int bStride, int depth) {
        this.a = a;
        this.rows = rows;
        this.shift = shift;
        this.b = b;
        this.bStride = bStride;
        this.depth = depth;
    }

    /** Says where results go: to rows a stride apart, in place of what stands there or added to it. */
    void result(double[] c, int stride, boolean accumulate) {
        this.c = c;
        this.stride = stride;
        this.accumulate = accumulate;
    }

    /**
     * Computes a tile of two vectors of columns.
     *
     * @param height its rows
     * @param row the first one, of A
     * @param bFrom where the first row of B has the first of its columns
     * @param cFrom where the first row of C begins
     */
    void compute(int height, int row, int bFrom, int cFrom) {
        switch (FIRST_CALLS[height].includeNext() ? 0 : height) {
            case 0 -> computePlainly(height, 2, row, bFrom, cFrom);
            case 8 ->
                UnrolledLoopsF64.rows8x2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 6 ->
                UnrolledLoopsF64.rows6x2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 4 ->
                UnrolledLoopsF64.rows4x2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 2 ->
                UnrolledLoopsF64.rows2x2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            default ->
                UnrolledLoopsF64.rows1x2(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
        }
    }

    /** Computes a tile of one vector of columns, with the parameters of {@link #compute}. */
    void computeNarrow(int height, int row, int bFrom, int cFrom) {
        switch (FIRST_NARROW_CALLS[height].includeNext() ? 0 : height) {
            case 0 -> computePlainly(height, 1, row, bFrom, cFrom);
            case 8 ->
                UnrolledLoopsF64.rows8x1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 6 ->
                UnrolledLoopsF64.rows6x1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 4 ->
                UnrolledLoopsF64.rows4x1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            case 2 ->
                UnrolledLoopsF64.rows2x1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
            default ->
                UnrolledLoopsF64.rows1x1(a, rows, row, shift, b, bFrom, bStride, depth, c, cFrom, stride, accumulate);
        }
    }

    /**
     * What {@link UnrolledLoopsF64} does, by plain loops: sums of the same products in the same order, each fused with
     * its addition, so not a bit differs.
     */
    void computePlainly(int height, int vectors, int row, int bFrom, int cFrom) {
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < vectors * TilesF64.LANES; j += TilesF64.LANES) {
                TilesF64.store(sums(rows[row + i] + shift, bFrom + j), c, cFrom + i * stride + j, accumulate);
            }
        }
    }

    private double[] sums(int aFrom, int bFrom) {
        double[] sums = new double[TilesF64.LANES];
        for (int k = 0, q = bFrom; k < depth; k++, q += bStride) {
            for (int lane = 0; lane < TilesF64.LANES; lane++) {
                sums[lane] = Math.fma(a[aFrom + k], b[q + lane], sums[lane]);
            }
        }
        return sums;
    }
}
