package dev.adjoint.simd;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.ConvolutionsF64;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.backend.ServicesF64;
import dev.adjoint.window.ConvGeometry;

/** Products, convolutions and loops on vectors. */
final class VectorServicesF64 implements ServicesF64, ConvolutionsF64 {
    static final VectorServicesF64 INSTANCE = new VectorServicesF64();

    private VectorServicesF64() {}

    @Override
    public ProductsF64 products() {
        return VectorProductF64.INSTANCE;
    }

    @Override
    public ConvolutionsF64 convolutions() {
        return this;
    }

    @Override
    public LoopsF64 loops() {
        return VectorLoopsF64.INSTANCE;
    }

    @Override
    public int lanes() {
        return TilesF64.LANES;
    }

    @Override
    public ConvF64 of(ConvGeometry geometry, int batch) {
        return new VectorConvF64(geometry, batch);
    }
}
