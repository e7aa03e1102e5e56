package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;

/**
 * What batch and instance normalisations share: in training they use the batch's own statistics and keep running ones,
 * which they use in evaluation.
 *
 * <p>Parts are named as in PyTorch: parameters {@code weight} (ones at first) and {@code bias} (zeros), buffers
 * {@code running_mean} (zeros), {@code running_var} (ones; of unbiased variances) and {@code num_batches_tracked}, a
 * count that float64 holds exactly; PyTorch's, an int64, is read from files.
 */
public abstract sealed class RunningNorm extends Layer permits BatchNormNd, InstanceNormNd {
    private final int channels;
    private final NormOptions options;
    private final Parameter weight;
    private final Parameter bias;
    private Buffer runningMean;
    private Buffer runningVariance;
    private Buffer batches;

    RunningNorm(int channels, NormOptions options) {
        this.channels = Layouts.positive("channels", channels);
        this.options = options;
        Shape shape = Shape.of(channels);
        this.weight = options.affine() ? parameter("weight", NDArray.full(options.dtype(), shape, 1)) : null;
        this.bias = options.affine() ? parameter("bias", NDArray.zeros(options.dtype(), shape)) : null;
        if (options.runningStatistics()) {
            runningMean = buffer("running_mean", NDArray.zeros(options.dtype(), shape));
            runningVariance = buffer("running_var", NDArray.full(options.dtype(), shape, 1));
            batches = buffer("num_batches_tracked", NDArray.scalar(DType.FLOAT64, 0));
        }
    }

    /** Checks the input's axes. */
    abstract void requireLayout(Tensor x);

    /** Normalises by the input's own statistics. */
    abstract Norms.Normalized normalize(Tensor x, Tensor weight, Tensor bias, double eps);

    @Override
    protected final Tensor compute(Tensor x) {
        requireLayout(x);
        Layouts.requireChannels(x, channels);
        if (!isTraining() && options.runningStatistics()) {
            return Norms.withStatistics(x, runningMean.tensor(), runningVariance.tensor(), weight, bias, options.eps());
        }
        Norms.Normalized result = normalize(x, weight, bias, options.eps());
        if (options.runningStatistics()) {
            record(result);
        }
        return result.output();
    }

    private void record(Norms.Normalized batch) {
        double count = batches.value().item() + 1;
        double momentum = options.momentum().orElse(1 / count);
        runningMean.assign(Norms.running(runningMean.value(), batch.mean(), momentum));
        runningVariance.assign(Norms.running(runningVariance.value(), batch.variance(), momentum));
        batches.assign(NDArray.scalar(DType.FLOAT64, count));
    }

    @Override
    public final Settings settings() {
        Settings settings = Settings.NONE.with("num_features", channels).with("eps", options.eps());
        settings = options.momentum().isPresent()
                ? settings.with("momentum", options.momentum().getAsDouble())
                : settings.with("momentum", "none");
        return settings.with("affine", options.affine())
                .with("track_running_stats", options.runningStatistics())
                .withDType(options.dtype());
    }
}
