package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import java.util.random.RandomGenerator;

/**
 * What {@link Conv1d}, {@link Conv2d} and {@link Conv3d} share: {@code y = conv(x, weight) + bias}, see {@link Conv}.
 * Shapes: x {@code [N, Cin, spatial...]}, or one sample without N, weight {@code [Cout, Cin/groups, kernel...]}, bias
 * {@code [Cout]}, y {@code [N, Cout, output...]}. First values: uniform in {@code +-1/sqrt(Cin/groups kernel cells)}.
 */
public abstract sealed class ConvNd extends Layer permits Conv1d, Conv2d, Conv3d {
    private final int axes;
    private final ConvOptions options;
    private final Parameter weight;
    private final Parameter bias;

    ConvNd(int axes, int in, int out, ConvOptions options, DType dtype, RandomGenerator random) {
        this(axes, ConvSettings.state(LayerSpec.of(random), in, out, options).with("dtype", dtype));
    }

    ConvNd(int axes, LayerSpec spec) {
        super(spec);
        this.axes = axes;
        int in = spec.positive("in_channels");
        int out = spec.positive("out_channels");
        options = ConvSettings.read(spec, axes);
        int[] sizes = ConvSettings.weightShape(axes, out, in, options);
        weight = parameter("weight", Init.fanIn(sizes), sizes);
        bias = options.bias() ? parameter("bias", Init.fanIn(sizes), out) : null;
    }

    /**
     * The filters.
     *
     * @return the parameter {@code weight}, {@code [Cout, Cin/groups, kernel...]}
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
        return Layouts.batched(x, axes, v -> Conv.conv(v, weight, bias, options));
    }
}
