package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.Backend;
import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.window.ConvGeometry;

/** The ways of computing a convolution, as {@link ConvAlgorithm} chooses among them. */
final class WaysF64 {
    private WaysF64() {}

    /** The way that is taken for a product of a geometry and a number of images. */
    static ConvF64 of(ConvGeometry geometry, int batch, ConvAlgorithm.Product product) {
        ProductsF64 products = Backend.current().f64();
        return switch (ConvAlgorithm.of(geometry, batch, product)) {
            case DIRECT -> new DirectConvF64(geometry, batch, products.loops());
            case PATCHES -> products.convolution(geometry, batch);
            case WINOGRAD -> new WinogradConvF64(geometry, batch, products);
            case FOURIER -> new FourierConvF64(geometry, batch);
        };
    }
}
