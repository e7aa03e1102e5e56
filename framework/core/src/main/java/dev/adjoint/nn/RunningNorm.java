package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;
import java.util.OptionalDouble;

/**
 * What batch and instance normalisations share: in training they use the batch's own statistics and keep running ones,
 * which they use in evaluation.
 *
 * <p>Parts are named as in PyTorch: parameters {@code weight} (ones at first) and {@code bias} (zeros), buffers
 * {@code running_mean} (zeros), {@code running_var} (ones; of unbiased variances) and {@code num_batches_tracked}, a
 * count that float64 holds exactly; PyTorch's, an int64, is read from files.
 */
public abstract sealed class RunningNorm extends Layer permits BatchNormNd, InstanceNormNd {
    /** Stands for a momentum in files. */
    private static final String PLAIN_AVERAGE = "none";

    private final int channels;
    private final NormOptions options;
    private final Parameter weight;
    private final Parameter bias;
    private Buffer runningMean;
    private Buffer runningVariance;
    private Buffer batches;

    RunningNorm(LayerSpec spec, NormOptions usual) {
        super(spec);
        channels = Layouts.positive("channels", spec.integer("num_features"));
        options = read(spec, usual);
        weight = options.affine() ? parameter("weight", Init.ONES, channels) : null;
        bias = options.affine() ? parameter("bias", Init.ZEROS, channels) : null;
        if (options.runningStatistics()) {
            runningMean = buffer("running_mean", Init.ZEROS, options.dtype(), channels);
            runningVariance = buffer("running_var", Init.ONES, options.dtype(), channels);
            batches = buffer("num_batches_tracked", Init.ZEROS, DType.FLOAT64);
        }
    }

    static LayerSpec state(int channels, NormOptions options) {
        OptionalDouble momentum = options.momentum();
        return LayerSpec.of()
                .with("num_features", channels)
                .with("eps", options.eps())
                .with("momentum", momentum.isPresent() ? (Object) momentum.getAsDouble() : PLAIN_AVERAGE)
                .with("affine", options.affine())
                .with("track_running_stats", options.runningStatistics())
                .with("dtype", options.dtype());
    }

    private static NormOptions read(LayerSpec spec, NormOptions usual) {
        NormOptions options = usual.eps(spec.number("eps", usual.eps()));
        options = spec.is("momentum", PLAIN_AVERAGE)
                ? options.plainAverage()
                : options.momentum(spec.number("momentum", usual.momentum().orElseThrow()));
        return options.affine(spec.flag("affine", usual.affine()))
                .runningStatistics(spec.flag("track_running_stats", usual.runningStatistics()))
                .dtype(spec.dtype());
    }

    /**
     * The factors.
     *
     * @return the parameter {@code weight}, {@code [C]}
     * @throws ArgumentException if the layer was made without an affine step
     */
    public final Parameter weight() {
        return parameter("weight");
    }

    /**
     * What is added.
     *
     * @return the parameter {@code bias}, {@code [C]}
     * @throws ArgumentException if the layer was made without an affine step
     */
    public final Parameter bias() {
        return parameter("bias");
    }

    /**
     * The running mean of each channel.
     *
     * @return the buffer {@code running_mean}, {@code [C]}
     * @throws ArgumentException if the layer was made without running statistics
     */
    public final Buffer runningMean() {
        return buffer("running_mean");
    }

    /**
     * The running variance of each channel, unbiased.
     *
     * @return the buffer {@code running_var}, {@code [C]}
     * @throws ArgumentException if the layer was made without running statistics
     */
    public final Buffer runningVar() {
        return buffer("running_var");
    }

    /** Checks the input's axes. */
    abstract void requireLayout(Tensor x);

    /** Normalises by the input's own statistics. */
    abstract Norms.Normalized normalize(Tensor x, Tensor weight, Tensor bias, double eps);

    @Override
    protected Tensor compute(Tensor x) {
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
}
