package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random zeroing while training. What stays is scaled by {@code 1 / (1 - p)}, so that means are kept and nothing needs
 * to be done when the network is used. Gradient: g with the same zeros and the same scale. Source: Srivastava et al.,
 * Dropout, 2014, and PyTorch's {@code torch.nn.functional.dropout}.
 */
public final class Dropout {
    private Dropout() {}

    /**
     * Zeroes each element with probability p.
     *
     * @param x the input
     * @param p the probability of zeroing, from 0 (the same numbers; no random number is drawn) to 1 (zeros)
     * @param random the generator, one {@code nextDouble()} an element
     * @return a tensor of the same shape
     * @throws ArgumentException if p is no probability
     */
    public static Tensor dropout(Tensor x, double p, RandomGenerator random) {
        return masked("dropout", x, x.shape(), p, random);
    }

    /**
     * Zeroes whole channels with probability p. Source: Tompson et al., Efficient object localization using
     * convolutional networks, 2015, and PyTorch's {@code dropout1d}, {@code dropout2d} and {@code dropout3d}.
     *
     * @param x the input, {@code [n, c, ...]}
     * @param p the probability of zeroing, from 0 (the same numbers; no random number is drawn) to 1 (zeros)
     * @param random the generator, one {@code nextDouble()} a channel of each n
     * @return a tensor of the same shape
     * @throws ArgumentException if p is no probability
     * @throws ShapeException if the input has fewer than two axes
     */
    public static Tensor channels(Tensor x, double p, RandomGenerator random) {
        if (x.rank() < 2) {
            throw new ShapeException("dropout: expected an input [batch, channels, ...], got " + x.shape());
        }
        int[] dims = x.shape().dims();
        Arrays.fill(dims, 2, dims.length, 1);
        return masked("channel dropout", x, Shape.of(dims), p, random);
    }

    private static Tensor masked(String name, Tensor x, Shape shape, double p, RandomGenerator random) {
        if (!(p >= 0 && p <= 1)) {
            throw new ArgumentException(name + ": expected a probability from 0 to 1, got " + p);
        }
        if (p == 0) {
            return Reshape.unchanged(x);
        }
        double[] factors = new double[shape.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextDouble() < p ? 0 : 1 / (1 - p);
        }
        return x.mul(new Tensor(NDArray.wrap(shape, factors).to(x.dtype())));
    }
}
