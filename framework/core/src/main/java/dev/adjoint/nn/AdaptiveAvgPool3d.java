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
        super(3, size, Pool::adaptiveAverage);
    }
}
