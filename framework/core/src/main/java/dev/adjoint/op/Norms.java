package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * Normalisations: {@code y = (x - mean) / sqrt(variance + eps) weight + bias}. They differ in the elements over which
 * mean and (biased) variance are taken; for an input {@code [N, C, spatial...]}:
 *
 * <pre>
 * batchNorm      a channel over the batch              statistics [C]
 * instanceNorm   a channel of one sample               statistics [N, C]
 * groupNorm      a block of channels of one sample     statistics [N, groups]
 * layerNorm      the trailing axes                     statistics [leading axes]
 * </pre>
 *
 * <p>All are made of differentiable operations, so that their derivatives of any order exist; the statistics are
 * differentiated through. Sources: S. Ioffe and C. Szegedy, Batch normalization, 2015; D. Ulyanov et al., Instance
 * normalization, 2016; J. L. Ba et al., Layer normalization, 2016; Y. Wu and K. He, Group normalization, 2018; the
 * definitions are those of PyTorch's functions.
 */
public final class Norms {
    private Norms() {}

    /**
     * A normalisation by the input's own statistics.
     *
     * @param output the normalised tensor
     * @param mean the mean of each channel {@code [C]}, for running statistics
     * @param variance the unbiased variance of each channel {@code [C]}, for running statistics
     */
    public record Normalized(Tensor output, NDArray mean, NDArray variance) {}

    /**
     * Batch normalisation in training: each channel by its statistics over the batch and the spatial axes.
     *
     * @param x {@code [N, C, spatial...]}
     * @param weight the factor of each channel {@code [C]}, or null for 1
     * @param bias what is added to each channel {@code [C]}, or null for 0
     * @param eps what is added to the variance
     * @return the output and the batch's statistics
     * @throws ShapeException if a channel has fewer than two elements
     */
    public static Normalized batchNorm(Tensor x, Tensor weight, Tensor bias, double eps) {
        requireChannels(x, weight, bias);
        int n = x.dim(0) * x.shape().size(2, x.rank());
        requireTwo("batch normalisation in training", x, n);
        Shape view = Shape.of(x.dim(0), x.dim(1), x.shape().size(2, x.rank()));
        ChannelMoments moments = new ChannelMoments(x.value(), view);
        return new Normalized(
                Standardize.standardize(x, view, weight, bias, moments, eps),
                array(moments.mean(), 1).to(x.dtype()),
                array(moments.variance(), n / (n - 1.0)).to(x.dtype()));
    }

    /**
     * Normalisation of each channel by given statistics, as batch and instance normalisation do in evaluation.
     *
     * @param x {@code [N, C, spatial...]}
     * @param mean the mean of each channel {@code [C]}
     * @param variance the variance of each channel {@code [C]}
     * @param weight the factor of each channel {@code [C]}, or null for 1
     * @param bias what is added to each channel {@code [C]}, or null for 0
     * @param eps what is added to the variance
     * @return the output
     */
    public static Tensor withStatistics(
            Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double eps) {
        requireChannels(x, weight, bias);
        requireChannels(x, mean, variance);
        return new NormalizeBy(eps)
                .apply(
                        x,
                        mean,
                        variance,
                        weight == null ? perChannel(x, 1) : weight,
                        bias == null ? perChannel(x, 0) : bias);
    }

    /**
     * Instance normalisation: each channel of each sample by its statistics over the spatial axes.
     *
     * @param x {@code [N, C, spatial...]}
     * @param weight the factor of each channel {@code [C]}, or null for 1
     * @param bias what is added to each channel {@code [C]}, or null for 0
     * @param eps what is added to the variance
     * @return the output and the statistics, averaged over the batch
     * @throws ShapeException if a channel of a sample has fewer than two elements
     */
    public static Normalized instanceNorm(Tensor x, Tensor weight, Tensor bias, double eps) {
        requireChannels(x, weight, bias);
        int n = x.shape().size(2, x.rank());
        requireTwo("instance normalisation", x, n);
        Shape view = Shape.of(1, x.dim(0) * x.dim(1), n);
        ChannelMoments moments = new ChannelMoments(x.value(), view);
        return new Normalized(
                Standardize.standardize(x, view, forEach(x, weight), forEach(x, bias), moments, eps),
                array(overBatch(moments.mean(), x.dim(1)), 1).to(x.dtype()),
                array(overBatch(moments.variance(), x.dim(1)), n / (n - 1.0)).to(x.dtype()));
    }

    /**
     * Group normalisation: blocks of neighbouring channels of each sample by their statistics.
     *
     * @param x {@code [N, C, spatial...]}
     * @param groups the number of blocks, a divisor of C
     * @param weight the factor of each channel {@code [C]}, or null for 1
     * @param bias what is added to each channel {@code [C]}, or null for 0
     * @param eps what is added to the variance
     * @return the output
     * @throws ArgumentException if C is not a multiple of the number of groups
     */
    public static Tensor groupNorm(Tensor x, int groups, Tensor weight, Tensor bias, double eps) {
        requireChannels(x, weight, bias);
        if (groups < 1 || x.dim(1) % groups != 0) {
            throw new ArgumentException("groups: expected a divisor of " + x.dim(1) + " channels, got " + groups);
        }
        return scaleChannels(standardize(x, x.dim(0) * groups, eps), weight, bias);
    }

    /**
     * Layer normalisation: the trailing axes together by their statistics.
     *
     * @param x {@code [..., normalized shape]}
     * @param normalized the sizes of the trailing axes
     * @param weight the factor of each element, of the normalised shape, or null for 1
     * @param bias what is added to each element, of the normalised shape, or null for 0
     * @param eps what is added to the variance
     * @return the output
     * @throws ShapeException if {@code x} does not end with the normalised shape
     */
    public static Tensor layerNorm(Tensor x, Shape normalized, Tensor weight, Tensor bias, double eps) {
        int lead = x.rank() - normalized.rank();
        if (normalized.rank() == 0
                || lead < 0
                || !Arrays.equals(Arrays.copyOfRange(x.shape().dims(), lead, x.rank()), normalized.dims())) {
            throw new ShapeException("expected an input that ends with " + normalized + ", got " + x.shape());
        }
        requireShape("weight", weight, normalized);
        requireShape("bias", bias, normalized);
        Tensor y = standardize(x, x.shape().size(0, lead), eps);
        y = weight == null ? y : y.mul(weight);
        return bias == null ? y : y.add(bias);
    }

    /**
     * Running statistics after another batch: {@code (1 - momentum) running + momentum batch}.
     *
     * @param running the statistics so far
     * @param batch those of the batch, of the same shape
     * @param momentum the weight of the batch
     * @return the new statistics
     * @throws ShapeException if the shapes differ
     */
    public static NDArray running(NDArray running, NDArray batch, double momentum) {
        if (!batch.shape().equals(running.shape())) {
            throw new ShapeException("running statistics: expected those of the batch to have shape " + running.shape()
                    + ", got " + batch.shape());
        }
        double[] blended = new double[running.size()];
        Arrays.setAll(blended, i -> (1 - momentum) * running.at(i) + momentum * batch.at(i));
        return NDArray.wrap(running.shape(), blended).to(running.dtype());
    }

    /** Gives each of so many blocks of neighbouring elements mean 0 and variance 1. */
    private static Tensor standardize(Tensor x, int blocks, double eps) {
        Shape view = Shape.of(1, blocks, blocks == 0 ? 0 : x.shape().size() / blocks);
        return Standardize.standardize(x, view, null, null, new ChannelMoments(x.value(), view), eps);
    }

    /** One number a channel, for each sample. */
    private static Tensor forEach(Tensor x, Tensor perChannel) {
        return perChannel == null
                ? null
                : perChannel.expand(Shape.of(x.dim(0), x.dim(1))).reshape(x.dim(0) * x.dim(1));
    }

    private static Tensor perChannel(Tensor x, double value) {
        return new Tensor(NDArray.full(x.dtype(), Shape.of(x.dim(1)), value));
    }

    private static Tensor scaleChannels(Tensor x, Tensor weight, Tensor bias) {
        int[] perChannel = new int[x.rank() - 1];
        Arrays.fill(perChannel, 1);
        perChannel[0] = x.dim(1);
        Tensor y = weight == null ? x : x.mul(weight.reshape(perChannel));
        return bias == null ? y : y.add(bias.reshape(perChannel));
    }

    /** The average over the batch of one number for each sample and channel. */
    private static double[] overBatch(double[] perInstance, int channels) {
        double[] average = new double[channels];
        for (int i = 0; i < perInstance.length; i++) {
            average[i % channels] += perInstance[i];
        }
        int samples = perInstance.length / channels;
        Arrays.setAll(average, c -> average[c] * (1.0 / samples));
        return average;
    }

    private static NDArray array(double[] perChannel, double factor) {
        double[] elements = new double[perChannel.length];
        Arrays.setAll(elements, c -> perChannel[c] * factor);
        return NDArray.wrap(Shape.of(elements.length), elements);
    }

    private static void requireChannels(Tensor x, Tensor first, Tensor second) {
        if (x.rank() < 2) {
            throw new ShapeException("expected [N, C, spatial...], got " + x.shape());
        }
        Shape channels = Shape.of(x.dim(1));
        requireShape("one number a channel", first, channels);
        requireShape("one number a channel", second, channels);
    }

    private static void requireShape(String what, Tensor tensor, Shape shape) {
        if (tensor != null && !tensor.shape().equals(shape)) {
            throw new ShapeException(what + ": expected shape " + shape + ", got " + tensor.shape());
        }
    }

    private static void requireTwo(String what, Tensor x, int n) {
        if (n < 2) {
            throw new ShapeException(what + ": expected more than one value for each channel, got input " + x.shape());
        }
    }
}
