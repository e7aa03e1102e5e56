package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;

/**
 * Normalises blocks of neighbouring channels of each sample by their statistics; see {@link Norms#groupNorm}. Input
 * {@code [N, C, spatial...]}; parameters {@code weight} (ones at first) and {@code bias} (zeros), {@code [C]}. Source:
 * PyTorch's {@code nn.GroupNorm}.
 */
public final class GroupNorm extends Layer {
    private final int groups;
    private final int channels;
    private final double eps;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * An affine float32 layer with eps 1e-5.
     *
     * @param groups the number of blocks
     * @param channels C, a multiple of it
     */
    public GroupNorm(int groups, int channels) {
        this(groups, channels, 1e-5, true, DType.FLOAT32);
    }

    /**
     * A layer with all its settings.
     *
     * @param groups the number of blocks
     * @param channels C, a multiple of it
     * @param eps what is added to the variance
     * @param affine whether each channel has a learned factor and summand
     * @param dtype the element type of its parameters
     */
    public GroupNorm(int groups, int channels, double eps, boolean affine, DType dtype) {
        this.groups = Layouts.positive("groups", groups);
        this.channels = Layouts.positive("channels", channels);
        if (channels % groups != 0) {
            throw new ArgumentException("groups: expected a divisor of " + channels + " channels, got " + groups);
        }
        this.eps = Layouts.requireEps(eps);
        this.weight = affine ? parameter("weight", NDArray.full(dtype, Shape.of(channels), 1)) : null;
        this.bias = affine ? parameter("bias", NDArray.zeros(dtype, Shape.of(channels))) : null;
    }

    @Override
    protected Tensor compute(Tensor x) {
        Layouts.requireChannels(x, channels);
        return Norms.groupNorm(x, groups, weight, bias, eps);
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.NONE
                .with("num_groups", groups)
                .with("num_channels", channels)
                .with("eps", eps)
                .with("affine", weight != null);
        return weight == null ? settings : settings.withDType(weight.dtype());
    }
}
