package dev.adjoint.nn;

/**
 * Instance normalisation of an input {@code [N, C, L]}: each channel by its statistics over one sample; see
 * {@link RunningNorm}. Source: PyTorch's {@code nn.InstanceNorm1d}.
 */
public final class InstanceNorm1d extends InstanceNormNd {
    /**
     * A layer with {@link NormOptions#INSTANCE the defaults}.
     *
     * @param channels C
     */
    public InstanceNorm1d(int channels) {
        this(channels, NormOptions.INSTANCE);
    }

    /**
     * A layer with settings of its own.
     *
     * @param channels C
     * @param options eps, momentum, affine step, running statistics, element type
     */
    public InstanceNorm1d(int channels, NormOptions options) {
        this(state(channels, options));
    }

    InstanceNorm1d(LayerSpec spec) {
        super(1, spec);
    }
}
