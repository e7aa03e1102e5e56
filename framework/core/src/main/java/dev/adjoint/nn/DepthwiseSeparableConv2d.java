package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import java.util.random.RandomGenerator;

/**
 * A convolution in two steps: each channel on its own (the child {@code depthwise}), then a 1x1 convolution that mixes
 * channels (the child {@code pointwise}). Input {@code [N, Cin, H, W]}, output {@code [N, Cout, H', W']}. Source: A.
 * Howard and others, MobileNets, 2017.
 */
public final class DepthwiseSeparableConv2d extends Layer {
    private final Conv2d depthwise;
    private final Conv2d pointwise;

    /**
     * A float32 layer.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options those of the depthwise step, without groups; the bias setting holds for both
     * @param random where the first values come from
     */
    public DepthwiseSeparableConv2d(int in, int out, ConvOptions options, RandomGenerator random) {
        this(in, out, options, DType.FLOAT32, random);
    }

    /**
     * A layer of either element type.
     *
     * @param in channels of the input
     * @param out channels of the output
     * @param options those of the depthwise step, without groups; the bias setting holds for both
     * @param dtype the element type of its parameters
     * @param random where the first values come from
     */
    public DepthwiseSeparableConv2d(int in, int out, ConvOptions options, DType dtype, RandomGenerator random) {
        this(ConvSettings.state(LayerSpec.of(random), in, out, options).with("dtype", dtype));
    }

    DepthwiseSeparableConv2d(LayerSpec spec) {
        super(spec);
        int in = spec.positive("in_channels");
        int out = spec.positive("out_channels");
        ConvOptions options = ConvSettings.read(spec, 2);
        if (options.groups() != 1) {
            throw new ArgumentException(
                    "groups: expected 1, since each channel is a group of the depthwise step, got " + options.groups());
        }
        DType dtype = spec.dtype();
        LayerSpec each = ConvSettings.state(spec.part("depthwise"), in, in, options.groups(in));
        depthwise = child("depthwise", new Conv2d(each.with("dtype", dtype)));
        ConvOptions mixing = ConvOptions.kernel(1).bias(options.bias());
        LayerSpec mix = ConvSettings.state(spec.part("pointwise"), in, out, mixing);
        pointwise = child("pointwise", new Conv2d(mix.with("dtype", dtype)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        int since = Access.get().mark();
        Tensor between = depthwise.forward(x);
        Tensor y = pointwise.forward(between);
        Access.get().release(between, y, since);
        return y;
    }
}
