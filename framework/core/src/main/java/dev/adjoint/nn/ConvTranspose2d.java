package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.TransposeOptions;
import java.util.random.RandomGenerator;

/**
 * A transposed convolution over 2 spatial axes, input {@code [N, C, H, W]}; see {@link ConvTransposeNd}. Source:
 * PyTorch's {@code nn.ConvTranspose2d}.
 */
public final class ConvTranspose2d extends ConvTransposeNd {
    /**
     * A float32 layer without output padding.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options those of the convolution it transposes
     * @param random where the first values come from
     */
    public ConvTranspose2d(int in, int out, ConvOptions options, RandomGenerator random) {
        this(in, out, TransposeOptions.of(options), random);
    }

    /**
     * A float32 layer.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options those of the convolution it transposes, and the output padding or size
     * @param random where the first values come from
     */
    public ConvTranspose2d(int in, int out, TransposeOptions options, RandomGenerator random) {
        this(in, out, options, DType.FLOAT32, random);
    }

    /**
     * A layer of either element type.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options those of the convolution it transposes, and the output padding or size
     * @param dtype the element type of its parameters
     * @param random where the first values come from
     */
    public ConvTranspose2d(int in, int out, TransposeOptions options, DType dtype, RandomGenerator random) {
        super(2, in, out, options, dtype, random);
    }

    ConvTranspose2d(LayerSpec spec) {
        super(2, spec);
    }
}
