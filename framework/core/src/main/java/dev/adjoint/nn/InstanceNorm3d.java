package dev.adjoint.nn;

/**
 * Instance normalisation of an input {@code [N, C, D, H, W]}: each channel by its statistics over one sample; see
 * {@link RunningNorm}. Source: PyTorch's {@code nn.InstanceNorm3d}.
 */
public final class InstanceNorm3d extends InstanceNormNd {
    /**
     * A layer with {@link NormOptions#INSTANCE the defaults}.
     *
     * @param channels C
     */
    public InstanceNorm3d(int channels) {
        this(channels, NormOptions.INSTANCE);
    }

    /**
     * A layer with settings of its own.
     *
     * @param channels C
     * @param options eps, momentum, affine step, running statistics, element type
     */
    public InstanceNorm3d(int channels, NormOptions options) {
        this(state(channels, options));
    }

    InstanceNorm3d(LayerSpec spec) {
        super(3, spec);
    }
}
