package dev.adjoint.simd;

import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.RowsF64;
import java.util.List;

/**
 * A convolution of images of many channels, laid out as cells ({@link CellLayoutF64}): windows times filters, some
 * windows at a time, whose results go back to planes. It makes no difference whether windows are neighbours, and none
 * is computed in vain.
 */
final class CellConvF64 {
    /** Windows that are multiplied with all filters in turn: what they read stays in the second cache. */
    private static final int WINDOWS = 256;

    private final CellLayoutF64 layout;
    private final PlanesF64 x;
    private final PlanesF64 y;
    private final int pitch;
    private final int together;

    /** A convolution of the images x, whose results are planes of y. */
    CellConvF64(CellLayoutF64 layout, PlanesF64 x, PlanesF64 y) {
        this.layout = layout;
        this.x = x;
        this.y = y;
        pitch = CellFiltersF64.pitch(y.rows());
        together = Math.max(1, Math.min(x.images(), WINDOWS / Math.max(1, y.cells())));
    }

    /** Computes a convolution. */
    void convolve(CellFiltersF64 filters) {
        int[] windows = layout.windows(filters.geometry(), together);
        pieces((first, images) -> {
            double[] cells = layout.fill(x, first, images);
            strips(images * y.cells(), (from, to) -> {
                double[] product = PanelsF64.product((to - from) * pitch);
                filters.multiply(cells, windows, from, to, product);
                separate(product, first, from, to);
            });
        });
    }

    /**
     * Computes a transposed convolution from its phases.
     *
     * @param phases the filters of each
     * @param places to which cell of y each of its windows belongs
     */
    void convolvePhases(List<CellFiltersF64> phases, List<int[]> places) {
        List<int[]> windows = phases.stream()
                .map(phase -> layout.windows(phase.geometry(), together))
                .toList();
        boolean covered = places.stream().mapToInt(cells -> cells.length).sum() == y.cells();
        pieces((first, images) -> {
            double[] cells = layout.fill(x, first, images);
            double[] result = PanelsF64.result(images * y.cells() * pitch);
            if (!covered) {
                java.util.Arrays.fill(result, 0, images * y.cells() * pitch, 0);
            }
            for (int p = 0; p < phases.size(); p++) {
                CellFiltersF64 filters = phases.get(p);
                int[] starts = windows.get(p);
                int[] targets = places.get(p);
                strips(images * targets.length, (from, to) -> {
                    double[] product = PanelsF64.product((to - from) * pitch);
                    filters.multiply(cells, starts, from, to, product);
                    spread(product, targets, from, to, result);
                });
            }
            separate(result, first, 0, images * y.cells());
        });
    }

    /** Some images at a time, on several threads: a body takes the first and how many. */
    private void pieces(Parallel.Range body) {
        Parallel.pieces((x.images() + together - 1) / together, piece -> {
            int first = piece * together;
            body.run(first, Math.min(together, x.images() - first));
        });
    }

    /** Some windows at a time. */
    private static void strips(int windows, Parallel.Range body) {
        int strips = (windows + WINDOWS - 1) / WINDOWS;
        for (int strip = 0; strip < strips; strip++) {
            body.run((int) ((long) strip * windows / strips), (int) ((strip + 1L) * windows / strips));
        }
    }

    /** Copies what windows of one or more images have to the cells where they belong. */
    private void spread(double[] product, int[] places, int from, int to, double[] result) {
        for (int w = from; w < to; w++) {
            int cell = w / places.length * y.cells() + places[w % places.length];
            System.arraycopy(product, (w - from) * pitch, result, cell * pitch, pitch);
        }
    }

    /** Copies what cells of one or more images have to planes. */
    private void separate(double[] product, int first, int from, int to) {
        for (int cell = from; cell < to; ) {
            int image = cell / y.cells();
            int end = Math.min(to, (image + 1) * y.cells());
            int place = y.offset() + (first + image) * y.imageStride() + cell - image * y.cells();
            VectorChannelsF64.INSTANCE.separate(
                    new RowsF64(product, (cell - from) * pitch, pitch, 0),
                    new RowsF64(y.data(), place, y.cells(), 0),
                    y.rows(),
                    1,
                    end - cell);
            cell = end;
        }
    }
}
