package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, D, H, W]}, with windows such that the output has a wanted size;
 * see {@link Pool#adaptiveMax}. Source: PyTorch's {@code nn.AdaptiveMaxPool3d}.
 */
public final class AdaptiveMaxPool3d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveMaxPool3d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveMaxPool3d(LayerSpec spec) {
        super(3, spec, Pool::adaptiveMax);
    }
}
