package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What {@link Conv1d}, {@link Conv2d} and {@link Conv3d} share: {@code y = conv(x, weight) + bias}, see {@link Conv}.
 * Shapes: x {@code [N, Cin, spatial...]}, weight {@code [Cout, Cin/groups, kernel...]}, bias {@code [Cout]}, y
 * {@code [N, Cout, output...]}. First values: uniform in {@code +-1/sqrt(Cin/groups kernel cells)}.
 */
public abstract sealed class ConvNd extends Layer permits Conv1d, Conv2d, Conv3d {
    private final int axes;
    private final ConvOptions options;
    private final Settings settings;
    private final Parameter weight;
    private final Parameter bias;

    ConvNd(int axes, int in, int out, ConvOptions options, DType dtype, RandomGenerator random) {
        this.axes = axes;
        this.options = options;
        this.settings = ConvSettings.of(axes, in, out, options)
                .with("padding_mode", options.mode().name().toLowerCase(Locale.ROOT))
                .withDType(dtype);
        Shape shape = weightShape(axes, out, in, options);
        this.weight = parameter("weight", FanIn.uniform(dtype, shape, shape, random));
        this.bias = options.bias() ? parameter("bias", FanIn.uniform(dtype, Shape.of(out), shape, random)) : null;
    }

    /** The shape {@code [first, second/groups, kernel...]}. */
    static Shape weightShape(int axes, int first, int second, ConvOptions options) {
        int groups = options.groups();
        if (first % groups != 0 || second % groups != 0) {
            throw new ArgumentException(
                    "groups: expected a divisor of " + second + " and " + first + " channels, got " + groups);
        }
        int[] dims = new int[axes + 2];
        dims[0] = first;
        dims[1] = second / groups;
        for (int i = 0; i < axes; i++) {
            dims[i + 2] = options.kernelAt(i, axes);
        }
        return Shape.of(dims);
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Layouts.requireSpatial(x, axes);
        return Conv.conv(x, weight, bias, options);
    }

    @Override
    public final Settings settings() {
        return settings;
    }
}
