package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.BlockF64;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.window.ConvGeometry;
import java.util.BitSet;

/**
 * Rows of tiles whose numbers lie too far apart for minimal filtering, see {@link RangeF64}: their windows are computed
 * by products with patches, each from its own cells alone. So a NaN, or a cell a million times as large as others, stays
 * within the windows that read it.
 */
final class RoughRowsF64 {
    private final ConvGeometry geometry;
    private final WinogradTilesF64 tiles;
    private final ProductsF64 products;

    RoughRowsF64(ConvGeometry geometry, WinogradTilesF64 tiles, ProductsF64 products) {
        this.geometry = geometry;
        this.tiles = tiles;
        this.products = products;
    }

    /** Overwrites the outputs of rows, counted from {@code first} on. */
    void convolve(BitSet rows, int first, PlanesF64 x, DenseF64 weight, PlanesF64 y) {
        for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
            int row = first + i;
            int image = row / tiles.rows();
            int window = tiles.firstWindow(row);
            BlockF64 patches =
                    new BlockF64(patches(x, image, false), 0, window, weight.columns(), tiles.windows(row));
            int to = y.offset() + image * y.imageStride() + window;
            products.multiply(weight, patches, y.data(), to, y.cells(), false);
        }
    }

    /** Adds what the windows of rows, counted from {@code first} on, contribute to the gradient of filters. */
    void addFilterGradient(BitSet rows, int first, PlanesF64 x, PlanesF64 dy, double[] dw) {
        int size = x.rows() * geometry.kernelCells();
        for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
            int row = first + i;
            int image = row / tiles.rows();
            int window = tiles.firstWindow(row);
            int from = dy.offset() + image * dy.imageStride() + window;
            DenseF64 gradient = new DenseF64(dy.data(), from, dy.cells(), dy.rows(), tiles.windows(row), false);
            BlockF64 patches = new BlockF64(patches(x, image, true), window, 0, tiles.windows(row), size);
            products.multiply(gradient, patches, dw, 0, size, true);
        }
    }

    private PatchesF64 patches(PlanesF64 x, int image, boolean transposed) {
        return new PatchesF64(
                geometry, x.data(), x.offset() + image * x.imageStride(), x.rows(), 1, transposed);
    }
}
