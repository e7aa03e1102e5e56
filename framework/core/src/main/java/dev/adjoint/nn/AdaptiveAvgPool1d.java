package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The mean of each window of {@code [N, C, L]}, with windows such that the output has a wanted size; see
 * {@link Pool#adaptiveAverage}. Source: PyTorch's {@code nn.AdaptiveAvgPool1d}.
 */
public final class AdaptiveAvgPool1d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveAvgPool1d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveAvgPool1d(LayerSpec spec) {
        super(1, spec, Pool::adaptiveAverage);
    }
}
