package dev.adjoint;

import dev.adjoint.op.Dropout;
import dev.adjoint.op.Norms;
import java.util.random.RandomGenerator;

/**
 * The methods of a {@link Tensor} that normalise it, {@code y = (x - mean) / sqrt(variance + eps) weight + bias}, or
 * leave parts of it out. The norms differ in the elements over which mean and (biased) variance are taken; statistics
 * are differentiated through. Weight and bias may be null, for 1 and 0.
 */
public sealed interface TensorNorms permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Batch normalisation in training: each channel of {@code [N, C, spatial...]} by its statistics over the batch and
     * the spatial axes. Source: S. Ioffe and C. Szegedy, Batch normalization, 2015.
     *
     * @param weight the factor of each channel {@code [C]}, or null
     * @param bias what is added to each channel {@code [C]}, or null
     * @param eps what is added to the variance, 1e-5 is usual
     * @return a tensor of the same shape
     * @throws ShapeException if a channel has fewer than two elements, or weight or bias do not fit
     */
    default Tensor batchNorm(Tensor weight, Tensor bias, double eps) {
        return Norms.batchNorm(self(), weight, bias, eps).output();
    }

    /**
     * Batch normalisation in evaluation: each channel of {@code [N, C, spatial...]} by given statistics.
     *
     * @param mean the mean of each channel {@code [C]}
     * @param variance the variance of each channel {@code [C]}
     * @param weight the factor of each channel {@code [C]}, or null
     * @param bias what is added to each channel {@code [C]}, or null
     * @param eps what is added to the variance, 1e-5 is usual
     * @return a tensor of the same shape
     * @throws ShapeException if there is not one number for each channel
     */
    default Tensor batchNorm(Tensor mean, Tensor variance, Tensor weight, Tensor bias, double eps) {
        return Norms.withStatistics(self(), mean, variance, weight, bias, eps);
    }

    /**
     * Instance normalisation: each channel of each sample of {@code [N, C, spatial...]} by its statistics over the
     * spatial axes. Source: D. Ulyanov et al., Instance normalization, 2016.
     *
     * @param weight the factor of each channel {@code [C]}, or null
     * @param bias what is added to each channel {@code [C]}, or null
     * @param eps what is added to the variance, 1e-5 is usual
     * @return a tensor of the same shape
     * @throws ShapeException if a channel of a sample has fewer than two elements, or weight or bias do not fit
     */
    default Tensor instanceNorm(Tensor weight, Tensor bias, double eps) {
        return Norms.instanceNorm(self(), weight, bias, eps).output();
    }

    /**
     * Group normalisation: blocks of neighbouring channels of each sample of {@code [N, C, spatial...]} by their
     * statistics. Source: Y. Wu and K. He, Group normalization, 2018.
     *
     * @param groups the number of blocks, a divisor of C
     * @param weight the factor of each channel {@code [C]}, or null
     * @param bias what is added to each channel {@code [C]}, or null
     * @param eps what is added to the variance, 1e-5 is usual
     * @return a tensor of the same shape
     * @throws ArgumentException if C is not a multiple of the number of groups
     * @throws ShapeException if weight or bias do not fit
     */
    default Tensor groupNorm(int groups, Tensor weight, Tensor bias, double eps) {
        return Norms.groupNorm(self(), groups, weight, bias, eps);
    }

    /**
     * Layer normalisation: the trailing axes together by their statistics. Source: J. L. Ba et al., Layer
     * normalization, 2016.
     *
     * @param normalized the sizes of the trailing axes
     * @param weight the factor of each element, of the normalised shape, or null
     * @param bias what is added to each element, of the normalised shape, or null
     * @param eps what is added to the variance, 1e-5 is usual
     * @return a tensor of the same shape
     * @throws ShapeException if the tensor does not end with the normalised shape, or weight or bias do not fit
     */
    default Tensor layerNorm(Shape normalized, Tensor weight, Tensor bias, double eps) {
        return Norms.layerNorm(self(), normalized, weight, bias, eps);
    }

    /**
     * Zeroes each element with probability p and multiplies the others by {@code 1 / (1 - p)}. Source: N. Srivastava et
     * al., Dropout, 2014.
     *
     * @param p the probability of zeroing, from 0 to 1
     * @param random the generator, one {@code nextDouble()} an element; none is drawn if p is 0
     * @return a tensor of the same shape
     * @throws ArgumentException if p is no probability
     */
    default Tensor dropout(double p, RandomGenerator random) {
        return Dropout.dropout(self(), p, random);
    }

    /**
     * Zeroes whole channels of {@code [N, C, ...]} with probability p and multiplies the others by {@code 1 / (1 - p)}.
     * Source: J. Tompson et al., Efficient object localization using convolutional networks, 2015.
     *
     * @param p the probability of zeroing, from 0 to 1
     * @param random the generator, one {@code nextDouble()} a channel of each sample; none is drawn if p is 0
     * @return a tensor of the same shape
     * @throws ArgumentException if p is no probability
     * @throws ShapeException if the tensor has fewer than two axes
     */
    default Tensor channelDropout(double p, RandomGenerator random) {
        return Dropout.channels(self(), p, random);
    }
}
