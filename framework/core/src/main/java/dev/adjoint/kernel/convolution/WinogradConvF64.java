package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.backend.Scratch;
import dev.adjoint.backend.ServicesF64;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;

/**
 * The three products of a convolution with kernels of 3x3 by minimal filtering F(4x4, 3x3): a quarter of the
 * multiplications, at the cost of transforms before and after. With input cells, filters and outputs in 36 places,
 * {@code V = B' x B}, {@code U = G w G'} and {@code y = A' M A}, each place is a matrix product over the channels,
 * {@code M = V U}. The filter gradient is the adjoint of that with respect to the filters, {@code dU = V' (A dy A')}
 * and {@code dw = G' dU G}; the input gradient is a convolution with reversed filters. Source: A. Lavin and S. Gray,
 * Fast algorithms for convolutional neural networks, 2016.
 */
final class WinogradConvF64 implements ConvF64 {
    private static final Scratch<Scratch.Memory> INPUT_PLACES = Scratch.memory();
    private static final Scratch<Scratch.Memory> OUTPUT_PLACES = Scratch.memory();
    private static final Scratch<Scratch.Memory> SUMS = Scratch.memory();

    static final int PLACES = 36;

    /** Elements of places that a block of tiles has at most: few enough for the second cache. */
    private static final int BLOCK = 1 << 18;

    /** The most parts that a filter gradient is summed up in, and their elements at most. */
    private static final int PARTS = 8;

    private static final int PART_ELEMENTS = 1 << 22;

    private final ConvGeometry geometry;
    private final int batch;
    private final ServicesF64 services;
    private final ProductsF64 products;
    private final int inputs;
    private final int outputs;

    WinogradConvF64(ConvGeometry geometry, int batch, ServicesF64 services) {
        this.geometry = geometry;
        this.batch = batch;
        this.services = services;
        this.products = services.products();
        this.inputs = geometry.inputChannels() / geometry.groups();
        this.outputs = geometry.outputChannels() / geometry.groups();
    }

    /** Whether it can compute a convolution: kernels of 3x3 without strides, dilation or cropping. */
    static boolean applies(ConvGeometry geometry) {
        return geometry.depth().equals(Axis.UNIT) && applies(geometry.height()) && applies(geometry.width());
    }

    private static boolean applies(Axis axis) {
        return axis.kernel() == 3
                && axis.stride() == 1
                && axis.dilation() == 1
                && axis.before() >= 0
                && axis.before() <= 2
                && axis.after() >= 0
                && axis.after() <= 2;
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        for (int group = 0; group < geometry.groups(); group++) {
            double[] filters = WinogradFilterF64.places(w, filter(group), inputs, outputs);
            convolve(
                    geometry,
                    PlanesF64.inputs(geometry, x, batch, group),
                    filters,
                    PlanesF64.outputs(geometry, y, batch, group));
        }
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        for (int group = 0; group < geometry.groups(); group++) {
            double[] filters = WinogradFilterF64.reversedPlaces(w, filter(group), inputs, outputs);
            convolve(
                    geometry.phase(0, 0, 0),
                    PlanesF64.outputs(geometry, dy, batch, group),
                    filters,
                    PlanesF64.inputs(geometry, dx, batch, group));
        }
    }

    private void convolve(ConvGeometry geometry, PlanesF64 x, double[] filters, PlanesF64 y) {
        WinogradTilesF64 tiles = new WinogradTilesF64(geometry, services.loops());
        int rows = batch * tiles.rows();
        int block = rowsOfBlock(tiles);
        Parallel.pieces((rows + block - 1) / block, piece -> {
            int first = piece * block;
            int end = Math.min(rows, first + block);
            int count = (end - first) * tiles.columns();
            double[] cells = INPUT_PLACES.get().doubles(PLACES * count * x.rows());
            double[] results = OUTPUT_PLACES.get().doubles(PLACES * count * y.rows());
            tiles.input(x, first, end, cells);
            for (int place = 0; place < PLACES; place++) {
                DenseF64 left = DenseF64.of(cells, place * count * x.rows(), count, x.rows());
                DenseF64 right = DenseF64.of(filters, place * x.rows() * y.rows(), x.rows(), y.rows());
                products.multiply(left, right, results, place * count * y.rows(), y.rows(), false);
            }
            tiles.output(results, first, end, y);
        });
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        WinogradTilesF64 tiles = new WinogradTilesF64(geometry, services.loops());
        int rows = batch * tiles.rows();
        int size = PLACES * inputs * outputs;
        int parts = Math.max(1, Math.min(Math.min(PARTS, PART_ELEMENTS / size), rows / rowsOfBlock(tiles)));
        for (int group = 0; group < geometry.groups(); group++) {
            PlanesF64 cells = PlanesF64.inputs(geometry, x, batch, group);
            PlanesF64 gradients = PlanesF64.outputs(geometry, dy, batch, group);
            double[] sums = SUMS.get().doubles(parts * size);
            Parallel.pieces(parts, part -> {
                Arrays.fill(sums, part * size, (part + 1) * size, 0);
                int end = (int) ((part + 1L) * rows / parts);
                addPlaces(tiles, cells, gradients, (int) ((long) part * rows / parts), end, sums, part * size);
            });
            Parallel.range(size, (from, to) -> {
                for (int part = 1; part < parts; part++) {
                    for (int i = from; i < to; i++) {
                        sums[i] += sums[part * size + i];
                    }
                }
            });
            WinogradFilterF64.addGradient(sums, dw, filter(group), inputs, outputs);
        }
    }

    /** Adds {@code V' (A dy A')} of some rows of tiles. */
    private void addPlaces(WinogradTilesF64 tiles, PlanesF64 x, PlanesF64 dy, int from, int to, double[] sums, int at) {
        int block = rowsOfBlock(tiles);
        for (int first = from; first < to; first += block) {
            int end = Math.min(to, first + block);
            int count = (end - first) * tiles.columns();
            double[] cells = INPUT_PLACES.get().doubles(PLACES * count * inputs);
            double[] gradients = OUTPUT_PLACES.get().doubles(PLACES * count * outputs);
            tiles.input(x, first, end, cells);
            tiles.outputGradient(dy, first, end, gradients);
            for (int place = 0; place < PLACES; place++) {
                DenseF64 left = DenseF64.transposed(cells, place * count * inputs, count, inputs);
                DenseF64 right = DenseF64.of(gradients, place * count * outputs, count, outputs);
                products.multiply(left, right, sums, at + place * inputs * outputs, outputs, true);
            }
        }
    }

    private int rowsOfBlock(WinogradTilesF64 tiles) {
        return Math.max(1, BLOCK / (PLACES * (inputs + outputs) * tiles.columns()));
    }

    private int filter(int group) {
        return group * outputs * inputs * geometry.kernelCells();
    }
}
