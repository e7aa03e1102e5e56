package dev.adjoint.nn;

/**
 * Batch normalisation of an input {@code [N, C, D, H, W]}: each channel by its statistics over the batch; see
 * {@link RunningNorm}. Source: PyTorch's {@code nn.BatchNorm3d}.
 */
public final class BatchNorm3d extends BatchNormNd {
    /**
     * A layer with {@link NormOptions#BATCH the defaults}.
     *
     * @param channels C
     */
    public BatchNorm3d(int channels) {
        this(channels, NormOptions.BATCH);
    }

    /**
     * A layer with settings of its own.
     *
     * @param channels C
     * @param options eps, momentum, affine step, running statistics, element type
     */
    public BatchNorm3d(int channels, NormOptions options) {
        this(state(channels, options));
    }

    BatchNorm3d(LayerSpec spec) {
        super(3, spec);
    }
}
