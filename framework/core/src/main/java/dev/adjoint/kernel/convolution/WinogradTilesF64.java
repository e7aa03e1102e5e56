package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ChannelsF64;
import dev.adjoint.backend.LinesF64;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.MinimalFilteringF64;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.RowsF64;
import dev.adjoint.backend.Scratch;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The tiles of {@link WinogradConvF64}: four by four outputs and the six by six padded cells that they read. They are
 * numbered row by row through all images. Places are matrices {@code [36, tiles, channels]}.
 */
final class WinogradTilesF64 {
    private static final Scratch<Scratch.Memory> CELLS = Scratch.memory();

    private static final int TILE = 4;
    private static final int REACH = 6;

    /** Rows and columns that neighbouring tiles read both. */
    private static final int OVERLAP = REACH - TILE;

    private final Axis height;
    private final Axis width;
    private final ChannelsF64 channels;
    private final MinimalFilteringF64 filtering;

    /** Rows of tiles in an image. */
    private final int rows;

    /** Tiles in a row. */
    private final int columns;

    WinogradTilesF64(ConvGeometry geometry, LoopsF64 loops) {
        this.height = geometry.height();
        this.width = geometry.width();
        this.channels = loops.channels();
        this.filtering = loops.filtering();
        this.rows = (height.output() + TILE - 1) / TILE;
        this.columns = (width.output() + TILE - 1) / TILE;
    }

    /** Rows of tiles in an image. */
    int rows() {
        return rows;
    }

    /** Tiles in a row. */
    int columns() {
        return columns;
    }

    /**
     * {@code B' x B} for the rows of tiles {@code first .. end}.
     *
     * @param x some channels of images
     */
    void input(PlanesF64 x, int first, int end, double[] places) {
        int channels = x.rows();
        int line = (columns * TILE + OVERLAP) * channels;
        double[] cells = CELLS.get().doubles(2 * REACH * line);
        java.util.Arrays.fill(cells, 0, REACH * line, 0);
        int tiles = (end - first) * columns;
        for (int row = first; row < end; row++) {
            int top = row % rows * TILE - height.before();
            int known = row == first || row % rows == 0 ? 0 : OVERLAP;
            System.arraycopy(cells, TILE * line, cells, 0, known * line);
            fill(
                    x,
                    row / rows,
                    top + known,
                    REACH - known,
                    height.input(),
                    width.input(),
                    width.before(),
                    line,
                    cells,
                    known * line);
            LinesF64 halves = new LinesF64(cells, REACH * line, line, 0);
            filtering.input(new LinesF64(cells, 0, line, 0), halves, 1, line);
            spread(cells, line, row - first, tiles, channels, places, true);
        }
    }

    /**
     * {@code A dy A'} for the rows of tiles {@code first .. end}.
     *
     * @param dy some channels of output gradients
     */
    void outputGradient(PlanesF64 dy, int first, int end, double[] places) {
        int channels = dy.rows();
        int line = columns * TILE * channels;
        double[] cells = CELLS.get().doubles(2 * REACH * line);
        java.util.Arrays.fill(cells, 0, TILE * line, 0);
        int tiles = (end - first) * columns;
        for (int row = first; row < end; row++) {
            int top = row % rows * TILE;
            fill(dy, row / rows, top, TILE, height.output(), width.output(), 0, line, cells, 0);
            LinesF64 halves = new LinesF64(cells, REACH * line, line, 0);
            filtering.outputGradient(new LinesF64(cells, 0, line, 0), halves, 1, line);
            spread(cells, line, row - first, tiles, channels, places, false);
        }
    }

    /**
     * Rows of an image's cells with the channels side by side; zeros where they are outside of the image.
     *
     * @param top the first row, which may be above the image
     * @param count how many rows
     * @param before cells of padding in front of each row
     * @param line elements of a row of cells
     * @param to where the first row goes
     */
    private void fill(
            PlanesF64 x,
            int image,
            int top,
            int count,
            int height,
            int width,
            int before,
            int line,
            double[] cells,
            int to) {
        int first = Math.min(count, Math.max(0, -top));
        int end = Math.max(first, Math.min(count, height - top));
        java.util.Arrays.fill(cells, to, to + first * line, 0);
        java.util.Arrays.fill(cells, to + end * line, to + count * line, 0);
        int from = x.offset() + image * x.imageStride() + (top + first) * width;
        this.channels.interleave(
                new RowsF64(x.data(), from, x.cells(), width),
                new RowsF64(cells, to + first * line + before * x.rows(), x.rows(), line),
                x.rows(),
                end - first,
                Math.min(width, line / x.rows() - before));
    }

    /** The second half of a transform, along the width, tile by tile. */
    private void spread(double[] cells, int line, int row, int tiles, int channels, double[] places, boolean isInput) {
        for (int i = 0; i < REACH; i++) {
            LinesF64 half = new LinesF64(cells, (REACH + i) * line, channels, TILE * channels);
            int to = (i * REACH * tiles + row * columns) * channels;
            LinesF64 place = new LinesF64(places, to, tiles * channels, channels);
            if (isInput) {
                filtering.input(half, place, columns, channels);
            } else {
                filtering.outputGradient(half, place, columns, channels);
            }
        }
    }

    /**
     * {@code A' M A} for the rows of tiles {@code first .. end}.
     *
     * @param y some channels of outputs, which are overwritten
     */
    void output(double[] places, int first, int end, PlanesF64 y) {
        int channels = y.rows();
        int line = columns * TILE * channels;
        double[] cells = CELLS.get().doubles((REACH + TILE) * line);
        int tiles = (end - first) * columns;
        for (int row = first; row < end; row++) {
            for (int i = 0; i < REACH; i++) {
                int from = (i * REACH * tiles + (row - first) * columns) * channels;
                LinesF64 place = new LinesF64(places, from, tiles * channels, channels);
                LinesF64 half = new LinesF64(cells, i * line, channels, TILE * channels);
                filtering.output(place, half, columns, channels);
            }
            LinesF64 outputs = new LinesF64(cells, REACH * line, line, 0);
            filtering.output(new LinesF64(cells, 0, line, 0), outputs, 1, line);
            int top = row % rows * TILE;
            int to = y.offset() + row / rows * y.imageStride() + top * width.output();
            this.channels.separate(
                    new RowsF64(cells, REACH * line, channels, line),
                    new RowsF64(y.data(), to, y.cells(), width.output()),
                    channels,
                    Math.min(TILE, height.output() - top),
                    width.output());
        }
    }
}
