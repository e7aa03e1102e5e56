package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import java.util.random.RandomGenerator;

/**
 * A convolution over 2 spatial axes, input {@code [N, C, H, W]}; see {@link ConvNd}. Source: PyTorch's
 * {@code nn.Conv2d}.
 */
public final class Conv2d extends ConvNd {
    /**
     * A float32 layer.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options kernel, stride, padding, dilation, groups, padding mode, bias
     * @param random where the first values come from
     */
    public Conv2d(int in, int out, ConvOptions options, RandomGenerator random) {
        this(in, out, options, DType.FLOAT32, random);
    }

    /**
     * A layer of either element type.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options kernel, stride, padding, dilation, groups, padding mode, bias
     * @param dtype the element type of its parameters
     * @param random where the first values come from
     */
    public Conv2d(int in, int out, ConvOptions options, DType dtype, RandomGenerator random) {
        super(2, in, out, options, dtype, random);
    }

    Conv2d(LayerSpec spec) {
        super(2, spec);
    }
}
