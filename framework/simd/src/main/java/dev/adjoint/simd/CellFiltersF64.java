package dev.adjoint.simd;

import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.Phase;
import java.util.stream.IntStream;

/**
 * The filters of a convolution, packed for products with cells: in panels of one or two vectors of filters, with the
 * elements of each filter in the order in which a window's runs hold them ({@link CellLayoutF64}). A tile reads windows
 * where they stand.
 */
final class CellFiltersF64 {
    private static final int LANES = TilesF64.LANES;
    private static final int WIDTH = 2 * LANES;

    /** Elements of a run that a tile adds up at most. */
    private static final int DEPTH = 400;

    private final ConvGeometry geometry;
    private final int[] runs;
    private final int run;
    private final int pitch;
    private final double[] panels;

    /** The filters of one group of a convolution, which begin at {@code from}. */
    static CellFiltersF64 of(CellLayoutF64 layout, ConvGeometry geometry, double[] w, int from) {
        int kernelCells = geometry.kernelCells();
        int[] cells = IntStream.range(0, kernelCells).toArray();
        return new CellFiltersF64(layout, geometry, w, from, layout.channels() * kernelCells, kernelCells, cells);
    }

    /** Those of one group of a phase: a filter goes through the output channels of the convolution w is of. */
    static CellFiltersF64 of(CellLayoutF64 layout, Phase phase, double[] w, int from) {
        ConvGeometry geometry = phase.convolution();
        int kernelCells = phase.transposed().kernelCells();
        int step = geometry.outputChannels() / geometry.groups() * kernelCells;
        return new CellFiltersF64(layout, geometry, w, from, kernelCells, step, phase.kernelCells());
    }

    /**
     * Packs filters.
     *
     * @param apart how far apart they are
     * @param step how far apart the channels of a filter are
     * @param cells where each cell of its kernel stands
     */
    private CellFiltersF64(
            CellLayoutF64 layout, ConvGeometry geometry, double[] w, int from, int apart, int step, int[] cells) {
        int filters = geometry.outputChannels() / geometry.groups();
        this.geometry = geometry;
        runs = layout.runs(geometry);
        run = CellLayoutF64.runCells(geometry) * layout.channels();
        pitch = pitch(filters);
        panels = new double[pitch * runs.length * run];
        for (int j = 0; j < pitch; j += WIDTH) {
            int width = Math.min(WIDTH, pitch - j);
            int count = Math.min(width, filters - j);
            for (int channel = 0; channel < layout.channels(); channel++) {
                for (int cell = 0; cell < cells.length; cell++) {
                    int to = j * runs.length * run + (cell * layout.channels() + channel) * width;
                    int source = from + j * apart + channel * step + cells[cell];
                    for (int i = 0; i < count; i++, source += apart) {
                        panels[to + i] = w[source];
                    }
                }
            }
        }
    }

    /** So many elements has a row of a product with some filters, in whole vectors. */
    static int pitch(int filters) {
        return (filters + LANES - 1) / LANES * LANES;
    }

    /** The convolution whose filters these are. */
    ConvGeometry geometry() {
        return geometry;
    }

    /** Multiplies the windows {@code from .. to}; the product's rows lie a {@link #pitch} apart. */
    void multiply(double[] cells, int[] windows, int from, int to, double[] product) {
        int parts = (run + DEPTH - 1) / DEPTH;
        for (int j = 0; j < pitch; j += WIDTH) {
            for (int r = 0; r < runs.length * parts; r++) {
                int begin = r % parts * run / parts;
                int end = (r % parts + 1) * run / parts;
                panel(cells, windows, from, to, r / parts, begin, end, j, product);
            }
        }
    }

    /** Adds what a part of a run yields with the filters of a panel. */
    private void panel(
            double[] cells, int[] windows, int from, int to, int r, int begin, int end, int j, double[] product) {
        int width = Math.min(WIDTH, pitch - j);
        int filter = j * runs.length * run + (r * run + begin) * width;
        RowTilesF64 tiles = new RowTilesF64(cells, windows, runs[r] + begin, panels, width, end - begin);
        tiles.result(product, pitch, r + begin > 0);
        for (int w = from; w < to; ) {
            int height = TilesF64.height(to - w);
            int at = (w - from) * pitch + j;
            if (width == WIDTH) {
                tiles.compute(height, w, filter, at);
            } else {
                tiles.computeNarrow(height, w, filter, at);
            }
            w += height;
        }
    }
}
