package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.ServicesF64;
import dev.adjoint.backend.Wide;
import dev.adjoint.kernel.engine.EngineState;
import dev.adjoint.window.ConvGeometry;

/** What computes the products of a convolution, in the way that {@link ConvWays} chooses. */
final class ConvWaysF64 {
    private ConvWaysF64() {}

    /**
     * What computes a product of some geometry and number of images.
     *
     * @param images the arrays that hold numbers of images: what a product is made of, but for the filters
     */
    static ConvF64 of(ConvGeometry geometry, int batch, ConvProduct product, double[]... images) {
        ServicesF64 services = ServicesF64.current();
        int lanes = services.convolutions().lanes();
        @Wide double transformCost = EngineState.backend().transformCost();
        ConvCase wanted = new ConvCase(product, geometry, batch, lanes, transformCost, false);
        ConvWay way = ConvWays.of(wanted);
        if (way == ConvWay.FOURIER && !areWithinRange(services.loops(), batch, images)) {
            way = ConvWays.of(wanted.rough());
        }
        return switch (way) {
            case DIRECT -> new DirectConvF64(geometry, batch, services.loops());
            case PATCHES -> new PatchConvF64(geometry, batch, services.products());
            case CELLS -> services.convolutions().of(geometry, batch);
            case WINOGRAD -> new WinogradConvF64(geometry, batch, services);
            case FOURIER -> new FourierConvF64(geometry, batch);
        };
    }

    private static boolean areWithinRange(LoopsF64 loops, int batch, double[]... images) {
        boolean within = true;
        for (double[] each : images) {
            within = within && RangeF64.isWithin(RangeF64.OF_TRANSFORMS, loops, each, batch);
        }
        return within;
    }
}
