package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.op.Conv;
import java.util.random.RandomGenerator;

/**
 * What {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d} share: {@code y = convTranspose(x,
 * weight) + bias}, see {@link Conv#convTranspose}. Shapes: x {@code [N, Cin, spatial...]}, weight {@code [Cin,
 * Cout/groups, kernel...]}, bias {@code [Cout]}, y {@code [N, Cout, output...]}. First values: uniform in
 * {@code +-1/sqrt(Cout/groups kernel cells)}.
 */
public abstract sealed class ConvTransposeNd extends Layer permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
    private final int axes;
    private final TransposeOptions options;
    private final Settings settings;
    private final Parameter weight;
    private final Parameter bias;

    ConvTransposeNd(int axes, int in, int out, TransposeOptions options, DType dtype, RandomGenerator random) {
        this.axes = axes;
        this.options = options;
        this.settings = settings(axes, in, out, options).withDType(dtype);
        Shape shape = ConvNd.weightShape(axes, in, out, options.conv());
        this.weight = parameter("weight", FanIn.uniform(dtype, shape, shape, random));
        this.bias =
                options.conv().bias() ? parameter("bias", FanIn.uniform(dtype, Shape.of(out), shape, random)) : null;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Layouts.requireSpatial(x, axes);
        return Conv.convTranspose(x, weight, bias, options);
    }

    private static Settings settings(int axes, int in, int out, TransposeOptions options) {
        Settings settings = ConvSettings.of(axes, in, out, options.conv());
        return options.outputSize().isEmpty()
                ? settings.with("output_padding", Layouts.perAxis("output padding", options.outputPadding(), axes))
                : settings.with("output_size", Layouts.perAxis("output size", options.outputSize(), axes));
    }

    @Override
    public final Settings settings() {
        return settings;
    }
}
