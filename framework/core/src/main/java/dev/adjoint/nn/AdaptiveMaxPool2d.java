package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, H, W]}, with windows such that the output has a wanted size; see
 * {@link Pool#adaptiveMax}. Source: PyTorch's {@code nn.AdaptiveMaxPool2d}.
 */
public final class AdaptiveMaxPool2d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveMaxPool2d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveMaxPool2d(LayerSpec spec) {
        super(2, spec, Pool::adaptiveMax);
    }
}
