package dev.adjoint.simd;

/**
 * Tiles {@code C[i, j] = sum over k of A[i, k] B[k, j]} of a product, a few rows i and two vectors of columns j. The
 * tile's rows of A stand side by side for each k. Row k of B begins at {@code rows[k]}, and the two vectors begin at
 * two columns behind it: so rows may overlap, as those of an image's patches do.
 *
 * <p>What tiles have in common is set before; {@link #compute} says where one begins.
 */
final class PanelTilesF64 {
    private static final FirstCalls[] FIRST_CALLS = FirstCalls.ofTiles();

    private final double[] a;
    private final double[] b;
    private final int[] rows;
    private final int from;
    private final int to;
    private int column0;
    private int column1;
    private double[] c;
    private int stride;
    private boolean accumulate;

    /** Tiles of sums over {@code from <= k < to}. */
    PanelTilesF64(double[] a, double[] b, int[] rows, int from, int to) {
        this.a = a;
        this.b = b;
        this.rows = rows;
        this.from = from;
        this.to = to;
    }

    /** Says where the two vectors of columns begin, behind the beginning of a row of B. */
    void columns(int first, int second) {
        column0 = first;
        column1 = second;
    }

    /** Says where results go: to rows a stride apart, in place of what stands there or added to it. */
    void result(double[] c, int stride, boolean accumulate) {
        this.c = c;
        this.stride = stride;
        this.accumulate = accumulate;
    }

    /**
     * Computes a tile.
     *
     * @param height its rows
     * @param aFrom where the first of A's columns begins
     * @param aStep how far apart they are
     * @param c0 where the first vector of the first row of C begins
     * @param c1 where the second one does
     */
    void compute(int height, int aFrom, int aStep, int c0, int c1) {
        switch (FIRST_CALLS[height].includeNext() ? 0 : height) {
            case 0 -> computePlainly(height, aFrom, aStep, c0, c1);
            case 8 ->
                UnrolledLoopsF64.panel8(
                        a, aFrom, aStep, b, rows, from, to, column0, column1, c, c0, c1, stride, accumulate);
            case 6 ->
                UnrolledLoopsF64.panel6(
                        a, aFrom, aStep, b, rows, from, to, column0, column1, c, c0, c1, stride, accumulate);
            case 4 ->
                UnrolledLoopsF64.panel4(
                        a, aFrom, aStep, b, rows, from, to, column0, column1, c, c0, c1, stride, accumulate);
            case 2 ->
                UnrolledLoopsF64.panel2(
                        a, aFrom, aStep, b, rows, from, to, column0, column1, c, c0, c1, stride, accumulate);
            default ->
                UnrolledLoopsF64.panel1(
                        a, aFrom, aStep, b, rows, from, to, column0, column1, c, c0, c1, stride, accumulate);
        }
    }

    /**
     * What {@link UnrolledLoopsF64} does, by plain loops: sums of the same products in the same order, each fused with
     * its addition, so not a bit differs.
     */
    void computePlainly(int height, int aFrom, int aStep, int c0, int c1) {
        for (int i = 0; i < height; i++) {
            TilesF64.store(sums(aFrom + i, aStep, column0), c, c0 + i * stride, accumulate);
            TilesF64.store(sums(aFrom + i, aStep, column1), c, c1 + i * stride, accumulate);
        }
    }

    private double[] sums(int aFrom, int aStep, int column) {
        double[] sums = new double[TilesF64.LANES];
        for (int k = from, p = aFrom; k < to; k++, p += aStep) {
            int q = rows[k] + column;
            for (int lane = 0; lane < TilesF64.LANES; lane++) {
                sums[lane] = Math.fma(a[p], b[q + lane], sums[lane]);
            }
        }
        return sums;
    }
}
