package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.random.RandomGenerator;

/**
 * In training zeroes each channel of each sample with probability p and scales the others by {@code 1 / (1 - p)}; in
 * evaluation does nothing. Input {@code [N, C, spatial...]}, or without N. See {@link dev.adjoint.op.Dropout#channels}.
 * Source: PyTorch's {@code nn.Dropout1d}, {@code nn.Dropout2d} and {@code nn.Dropout3d}.
 */
public final class ChannelDropout extends Layer {
    private final int axes;
    private final double p;
    private final RandomGenerator random;

    /**
     * Creates the layer.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @param p the probability of zeroing, from 0 to 1
     * @param random where the zeros come from
     */
    public ChannelDropout(int axes, double p, RandomGenerator random) {
        this(LayerSpec.of(random).with("axes", axes).with("p", p));
    }

    ChannelDropout(LayerSpec spec) {
        super(spec);
        axes = Layouts.spatialAxes(spec);
        p = Layouts.probability("p", spec.number("p"));
        random = generator("random", spec.random());
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, this::drop);
    }

    private Tensor drop(Tensor x) {
        return isTraining() ? dev.adjoint.op.Dropout.channels(x, p, random) : x;
    }
}
