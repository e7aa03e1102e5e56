package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
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
        this(LayerSpec.of().with("num_groups", groups).with("num_channels", channels));
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
        this(LayerSpec.of()
                .with("num_groups", groups)
                .with("num_channels", channels)
                .with("eps", eps)
                .with("affine", affine)
                .with("dtype", dtype));
    }

    GroupNorm(LayerSpec spec) {
        super(spec);
        groups = Layouts.positive("groups", spec.integer("num_groups"));
        channels = Layouts.positive("channels", spec.integer("num_channels"));
        if (channels % groups != 0) {
            throw new ArgumentException("groups: expected a divisor of " + channels + " channels, got " + groups);
        }
        eps = Layouts.requireEps(spec.number("eps", 1e-5));
        boolean affine = spec.flag("affine", true);
        spec.dtype();
        weight = affine ? parameter("weight", Init.ONES, channels) : null;
        bias = affine ? parameter("bias", Init.ZEROS, channels) : null;
    }

    /**
     * The factors.
     *
     * @return the parameter {@code weight}, {@code [C]}
     * @throws ArgumentException if the layer was made without an affine step
     */
    public Parameter weight() {
        return parameter("weight");
    }

    /**
     * What is added.
     *
     * @return the parameter {@code bias}, {@code [C]}
     * @throws ArgumentException if the layer was made without an affine step
     */
    public Parameter bias() {
        return parameter("bias");
    }

    @Override
    protected Tensor compute(Tensor x) {
        Layouts.requireChannels(x, channels);
        return Norms.groupNorm(x, groups, weight, bias, eps);
    }
}
