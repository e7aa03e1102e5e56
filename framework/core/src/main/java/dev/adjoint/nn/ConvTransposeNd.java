package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.op.Conv;
import java.util.random.RandomGenerator;

/**
 * What {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d} share: {@code y = convTranspose(x,
 * weight) + bias}, see {@link Conv#convTranspose}. Shapes: x {@code [N, Cin, spatial...]}, or one sample without N,
 * weight {@code [Cin, Cout/groups, kernel...]}, bias {@code [Cout]}, y {@code [N, Cout, output...]}. First values:
 * uniform in {@code +-1/sqrt(Cout/groups kernel cells)}.
 */
public abstract sealed class ConvTransposeNd extends Layer permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
    private final int axes;
    private final TransposeOptions options;
    private final Parameter weight;
    private final Parameter bias;

    ConvTransposeNd(int axes, int in, int out, TransposeOptions options, DType dtype, RandomGenerator random) {
        this(axes, state(LayerSpec.of(random), in, out, options).with("dtype", dtype));
    }

    private static LayerSpec state(LayerSpec spec, int in, int out, TransposeOptions options) {
        ConvSettings.state(spec, in, out, options.conv());
        return options.outputSize().isEmpty()
                ? spec.with("output_padding", options.outputPadding())
                : spec.with("output_size", options.outputSize());
    }

    ConvTransposeNd(int axes, LayerSpec spec) {
        super(spec);
        this.axes = axes;
        int in = spec.positive("in_channels");
        int out = spec.positive("out_channels");
        TransposeOptions conv = TransposeOptions.of(ConvSettings.inputs(spec, axes));
        options = spec.has("output_size")
                ? conv.outputSize(spec.perAxis("output_size", axes))
                : conv.outputPadding(spec.perAxis("output_padding", axes, 0));
        int[] sizes = ConvSettings.weightShape(axes, in, out, options.conv());
        weight = parameter("weight", Init.fanIn(sizes), sizes);
        bias = options.conv().bias() ? parameter("bias", Init.fanIn(sizes), out) : null;
    }

    /**
     * The forward pass to a wanted size, one of those that the stride maps to the input's: PyTorch's
     * {@code output_size} of a call.
     *
     * @param x the input
     * @param outputSize cells of the output along each spatial axis, or one number for all
     * @return the output
     * @throws dev.adjoint.ShapeException if no such output has an input of this size
     */
    public final Tensor forward(Tensor x, int... outputSize) {
        return forward(x, given -> Layouts.batched(given, axes, v -> convolve(v, options.outputSize(outputSize))));
    }

    /**
     * The filters.
     *
     * @return the parameter {@code weight}, {@code [Cin, Cout/groups, kernel...]}
     */
    public final Parameter weight() {
        return weight;
    }

    /**
     * What is added to each channel.
     *
     * @return the parameter {@code bias}, {@code [Cout]}
     * @throws ArgumentException if the layer was made without one
     */
    public final Parameter bias() {
        return parameter("bias");
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, v -> convolve(v, options));
    }

    private Tensor convolve(Tensor x, TransposeOptions to) {
        return Conv.convTranspose(x, weight, bias, to);
    }
}
