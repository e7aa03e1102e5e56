package dev.adjoint.nn;

import dev.adjoint.array.DType;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Parameter;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Conv;
import dev.adjoint.window.TransposeOptions;
import java.util.random.RandomGenerator;

/**
 * What {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d} share: {@code y = convTranspose(x,
 * weight) + bias}, see {@link Conv#convTranspose}. Shapes: x {@code [N, Cin, spatial...]}, weight {@code [Cin,
 * Cout/groups, kernel...]}, bias {@code [Cout]}, y {@code [N, Cout, output...]}. First values: uniform in
 * {@code +-1/sqrt(Cout/groups kernel cells)}.
 */
public abstract sealed class ConvTransposeNd extends Layer permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
    private final int axes;
    private final int in;
    private final int out;
    private final TransposeOptions options;
    private final Parameter weight;
    private final Parameter bias;

    ConvTransposeNd(int axes, int in, int out, TransposeOptions options, DType dtype, RandomGenerator random) {
        this.axes = axes;
        this.in = Layouts.positive("in channels", in);
        this.out = Layouts.positive("out channels", out);
        this.options = options;
        Shape shape = ConvNd.weightShape(axes, in, out, options.conv());
        this.weight = parameter("weight", FanIn.uniform(dtype, shape, shape, random));
        this.bias =
                options.conv().bias() ? parameter("bias", FanIn.uniform(dtype, Shape.of(out), shape, random)) : null;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Layouts.requireSpatial(x, axes);
        Tensor y = Conv.convTranspose(x, weight, options);
        return bias == null ? y : Conv.addBias(y, bias);
    }

    @Override
    public final Settings settings() {
        Settings settings = ConvSettings.of(axes, in, out, options.conv());
        settings = options.outputSize().isEmpty()
                ? settings.with("output_padding", Layouts.perAxis(options.outputPadding(), axes))
                : settings.with("output_size", Layouts.perAxis(options.outputSize(), axes));
        return settings.withDType(weight.dtype());
    }
}
