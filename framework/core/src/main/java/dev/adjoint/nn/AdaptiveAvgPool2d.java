package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The mean of each window of {@code [N, C, H, W]}, with windows such that the output has a wanted size; see
 * {@link Pool#adaptiveAverage}. Source: PyTorch's {@code nn.AdaptiveAvgPool2d}.
 */
public final class AdaptiveAvgPool2d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveAvgPool2d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveAvgPool2d(LayerSpec spec) {
        super(2, spec, Pool::adaptiveAverage);
    }
}
