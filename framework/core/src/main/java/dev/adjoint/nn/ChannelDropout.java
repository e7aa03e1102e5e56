package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.random.RandomGenerator;

/**
 * In training zeroes each channel of each sample with probability p and scales the others by {@code 1 / (1 - p)}; in
 * evaluation does nothing. Input {@code [N, C, spatial...]}. See {@link dev.adjoint.op.Dropout#channels}. Source:
 * PyTorch's {@code nn.Dropout1d}, {@code nn.Dropout2d} and {@code nn.Dropout3d}.
 */
public final class ChannelDropout extends Layer {
    private final double p;
    private final RandomGenerator random;

    /**
     * Creates the layer.
     *
     * @param p the probability of zeroing, from 0 to 1
     * @param random where the zeros come from
     */
    public ChannelDropout(double p, RandomGenerator random) {
        this.p = Layouts.probability("p", p);
        this.random = generator("random", random);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return isTraining() ? dev.adjoint.op.Dropout.channels(x, p, random) : x;
    }

    @Override
    public Settings settings() {
        return Settings.NONE.with("p", p);
    }
}
