package dev.adjoint.simd;

import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.window.ConvGeometry;

/**
 * Products with the transposed patches of images, {@code C = A P'}, the sums of a filter gradient over all windows.
 * Each window is a row of the right operand, with its runs ({@link CellLayoutF64}) as columns, and a tile reads it
 * where it stands. Some images at a time are added up to sums of their own.
 */
final class WindowProductF64 {
    private static final int LANES = TilesF64.LANES;

    /** Windows that one pass over the columns adds up. */
    private static final int DEPTH = 256;

    /** The most parts that images are cut into, and the elements of their sums at most. */
    private static final int PARTS = 8;

    private static final int PART_ELEMENTS = 1 << 23;

    private final ConvGeometry geometry;
    private final PlanesF64 a;
    private final PlanesF64 x;
    private final CellLayoutF64 layout;

    /** Vectors of a run. */
    private final int perRun;

    private final int[] columns;
    private final int[] windows;
    private final int pitch;

    /**
     * The product of a matrix with the patches of images.
     *
     * @param a what each window is multiplied with
     * @param x the images
     */
    WindowProductF64(ConvGeometry geometry, PlanesF64 a, PlanesF64 x) {
        this.geometry = geometry;
        this.a = a;
        this.x = x;
        layout = CellLayoutF64.of(geometry, x.rows());
        perRun = (CellLayoutF64.runCells(geometry) * x.rows() + LANES - 1) / LANES;
        columns = columns();
        windows = layout.windows(geometry, 1);
        pitch = (columns.length + 1) / 2 * 2 * LANES;
    }

    /** Where each vector of each run begins behind the first cell of a window. */
    private int[] columns() {
        int[] runs = layout.runs(geometry);
        int[] columns = new int[runs.length * perRun];
        for (int v = 0; v < columns.length; v++) {
            columns[v] = runs[v / perRun] + v % perRun * LANES;
        }
        return columns;
    }

    /** Adds the product to C, whose rows lie {@code stride} apart. */
    void addTo(double[] c, int offset, int stride) {
        int images = x.images();
        int size = a.rows() * pitch;
        int parts = Math.max(1, Math.min(Math.min(PARTS, images), PART_ELEMENTS / Math.max(1, size)));
        double[] sums = PanelsF64.sums(parts * size);
        Parallel.pieces(parts, part -> {
            java.util.Arrays.fill(sums, part * size, (part + 1) * size, 0);
            int end = (int) ((part + 1L) * images / parts);
            for (int image = (int) ((long) part * images / parts); image < end; image++) {
                add(image, sums, part * size);
            }
        });
        Parallel.pieces(a.rows(), row -> {
            for (int part = 1; part < parts; part++) {
                for (int i = row * pitch; i < (row + 1) * pitch; i++) {
                    sums[i] += sums[part * size + i];
                }
            }
            collect(sums, row * pitch, c, offset + row * stride);
        });
    }

    private void add(int image, double[] sums, int at) {
        double[] cells = layout.fill(x, image, 1);
        for (int from = 0; from < windows.length; from += DEPTH) {
            pass(image * windows.length, from, Math.min(windows.length, from + DEPTH), cells, sums, at);
        }
    }

    private void pass(int column, int from, int to, double[] cells, double[] sums, int at) {
        int count = to - from;
        double[] left = PanelsF64.left(a.rows() * count);
        PanelsF64.packLeft(a, 0, a.rows(), column + from, column + to, left, 0);
        PanelTilesF64 tiles = new PanelTilesF64(left, cells, windows, from, to);
        tiles.result(sums, pitch, true);
        for (int v = 0; v < columns.length; v += 2) {
            tiles.columns(columns[v], columns[Math.min(v + 1, columns.length - 1)]);
            for (int r = 0, p = 0; r < a.rows(); ) {
                int height = TilesF64.height(a.rows() - r);
                int sum = at + r * pitch + v * LANES;
                tiles.compute(height, p, height, sum, sum + LANES);
                r += height;
                p += height * count;
            }
        }
    }

    /** Adds the sums of a row to that of C, whose columns go through channels first. */
    private void collect(double[] sums, int from, double[] c, int to) {
        int kernelCells = geometry.kernelCells();
        int runCells = CellLayoutF64.runCells(geometry);
        for (int cell = 0; cell < kernelCells; cell++) {
            int at = from + cell / runCells * perRun * LANES + cell % runCells * x.rows();
            for (int channel = 0; channel < x.rows(); channel++) {
                c[to + channel * kernelCells + cell] += sums[at + channel];
            }
        }
    }
}
