package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The mean of each window of {@code [N, C, D, H, W]}, with windows such that the output has a wanted size; see
 * {@link Pool#adaptiveAverage}. Source: PyTorch's {@code nn.AdaptiveAvgPool3d}.
 */
public final class AdaptiveAvgPool3d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveAvgPool3d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveAvgPool3d(LayerSpec spec) {
        super(3, spec, Pool::adaptiveAverage);
    }
}
