package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.ServicesF64;
import dev.adjoint.backend.Wide;
import dev.adjoint.kernel.engine.EngineState;
import dev.adjoint.window.ConvGeometry;

/** What computes the products of a convolution, in the way that {@link ConvWays} chooses. */
final class ConvWaysF64 {
    private ConvWaysF64() {}

    static ConvF64 of(ConvGeometry geometry, int batch, ConvProduct product) {
        ServicesF64 services = ServicesF64.current();
        int lanes = services.convolutions().lanes();
        @Wide double transformCost = EngineState.backend().transformCost();
        return switch (ConvWays.of(new ConvCase(product, geometry, batch, lanes, transformCost))) {
            case DIRECT -> new DirectConvF64(geometry, batch, services.loops());
            case PATCHES -> new PatchConvF64(geometry, batch, services.products());
            case CELLS -> services.convolutions().of(geometry, batch);
            case WINOGRAD -> new WinogradConvF64(geometry, batch, services);
            case FOURIER -> new FourierConvF64(geometry, batch);
        };
    }
}
