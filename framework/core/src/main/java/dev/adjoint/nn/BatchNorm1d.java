package dev.adjoint.nn;

/**
 * Batch normalisation of an input {@code [N, C, L]} or {@code [N, C]}: each channel by its statistics over the batch;
 * see {@link RunningNorm}. Source: PyTorch's {@code nn.BatchNorm1d}.
 */
public final class BatchNorm1d extends BatchNormNd {
    /**
     * A layer with {@link NormOptions#BATCH the defaults}.
     *
     * @param channels C
     */
    public BatchNorm1d(int channels) {
        this(channels, NormOptions.BATCH);
    }

    /**
     * A layer with settings of its own.
     *
     * @param channels C
     * @param options eps, momentum, affine step, running statistics, element type
     */
    public BatchNorm1d(int channels, NormOptions options) {
        this(state(channels, options));
    }

    BatchNorm1d(LayerSpec spec) {
        super(1, spec);
    }
}
