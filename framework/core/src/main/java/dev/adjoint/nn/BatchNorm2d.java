package dev.adjoint.nn;

/**
 * Batch normalisation of an input {@code [N, C, H, W]}: each channel by its statistics over the batch; see
 * {@link RunningNorm}. Source: PyTorch's {@code nn.BatchNorm2d}.
 */
public final class BatchNorm2d extends BatchNormNd {
    /**
     * A layer with {@link NormOptions#BATCH the defaults}.
     *
     * @param channels C
     */
    public BatchNorm2d(int channels) {
        this(channels, NormOptions.BATCH);
    }

    /**
     * A layer with settings of its own.
     *
     * @param channels C
     * @param options eps, momentum, affine step, running statistics, element type
     */
    public BatchNorm2d(int channels, NormOptions options) {
        this(state(channels, options));
    }

    BatchNorm2d(LayerSpec spec) {
        super(2, spec);
    }
}
