package dev.adjoint.nn;

import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, L]}, with windows such that the output has a wanted size; see
 * {@link Pool#adaptiveMax}. Source: PyTorch's {@code nn.AdaptiveMaxPool1d}.
 */
public final class AdaptiveMaxPool1d extends AdaptivePoolNd {
    /**
     * Creates the layer.
     *
     * @param size windows along each axis, or one number for all
     */
    public AdaptiveMaxPool1d(int... size) {
        this(LayerSpec.of().with("output_size", size));
    }

    AdaptiveMaxPool1d(LayerSpec spec) {
        super(1, spec, Pool::adaptiveMax);
    }
}
