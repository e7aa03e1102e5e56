package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * How a model file's settings, which are PyTorch's, become the layers of {@code dev.adjoint.nn}. What a layer states in
 * {@link dev.adjoint.nn.Block#settings} is read here; settings of options that have a default may be missing.
 */
final class Catalogue {
    private Catalogue() {}

    static ModelFormat addTo(ModelFormat format) {
        return composites(shapes(norms(pools(convolutions(activations(format))))));
    }

    private static ModelFormat activations(ModelFormat format) {
        return format.with("Identity", Identity.class, s -> new Identity())
                .with("Relu", Relu.class, s -> new Relu())
                .with(
                        "LeakyRelu",
                        LeakyRelu.class,
                        s -> new LeakyRelu(s.defaults(new LeakyRelu().settings(), "negative_slope")
                                .number("negative_slope")))
                .with("PRelu", PRelu.class, Catalogue::prelu)
                .with(
                        "Elu",
                        Elu.class,
                        s -> new Elu(s.defaults(new Elu().settings(), "alpha").number("alpha")))
                .with("Selu", Selu.class, s -> new Selu())
                .with("Gelu", Gelu.class, Catalogue::gelu)
                .with("Silu", Silu.class, s -> new Silu())
                .with("Sigmoid", Sigmoid.class, s -> new Sigmoid())
                .with("Tanh", Tanh.class, s -> new Tanh())
                .with("Softplus", Softplus.class, Catalogue::softplus)
                .with("Hardswish", Hardswish.class, s -> new Hardswish())
                .with("Softmax", Softmax.class, s -> new Softmax(s.integer("dim")))
                .with("LogSoftmax", LogSoftmax.class, s -> new LogSoftmax(s.integer("dim")))
                .with("Dropout", Dropout.class, s -> new Dropout(s.number("p"), s.random()))
                .with("ChannelDropout", ChannelDropout.class, s -> new ChannelDropout(s.number("p"), s.random()));
    }

    private static Softplus softplus(LayerSpec s) {
        s.defaults(new Softplus().settings(), "beta", "threshold");
        return new Softplus(s.number("beta"), s.number("threshold"));
    }

    private static PRelu prelu(LayerSpec s) {
        s.defaults(new PRelu().settings(), "num_parameters", "init");
        int count = s.integer("num_parameters");
        s.requireWeight("weight", count);
        return new PRelu(count, s.number("init"), s.dtype());
    }

    private static Gelu gelu(LayerSpec s) {
        s.defaults(new Gelu().settings(), "approximate");
        if (!s.is("approximate", "none") && !s.is("approximate", "tanh")) {
            throw s.error("setting approximate: expected \"none\" or \"tanh\"");
        }
        return new Gelu(s.is("approximate", "tanh"));
    }

    private static ModelFormat convolutions(ModelFormat format) {
        return format.with("Linear", Linear.class, Catalogue::linear)
                .with("Embedding", Embedding.class, Catalogue::embedding)
                .with("Conv1d", Conv1d.class, conv(1, Conv1d::new))
                .with("Conv2d", Conv2d.class, conv(2, Conv2d::new))
                .with("Conv3d", Conv3d.class, conv(3, Conv3d::new))
                .with("ConvTranspose1d", ConvTranspose1d.class, convTranspose(1, ConvTranspose1d::new))
                .with("ConvTranspose2d", ConvTranspose2d.class, convTranspose(2, ConvTranspose2d::new))
                .with("ConvTranspose3d", ConvTranspose3d.class, convTranspose(3, ConvTranspose3d::new))
                .with("DepthwiseSeparableConv2d", DepthwiseSeparableConv2d.class, Catalogue::separable)
                .with("Unfold", Unfold.class, s -> new Unfold(windows(s)))
                .with("Fold", Fold.class, s -> new Fold(windows(s), s.integers("output_size")));
    }

    /** The constructor that convolutions share, with their options. */
    private interface Convolution<O, L> {
        L create(int in, int out, O options, DType dtype, RandomGenerator random);
    }

    private static Linear linear(LayerSpec s) {
        s.defaults(new Linear(1, 1, new SplittableRandom(0)).settings(), "bias");
        int in = s.integer("in_features");
        int out = s.integer("out_features");
        s.requireWeight("weight", out, in);
        return new Linear(in, out, s.flag("bias"), s.dtype(), s.random());
    }

    private static Embedding embedding(LayerSpec s) {
        int rows = s.integer("num_embeddings");
        int columns = s.integer("embedding_dim");
        s.requireWeight("weight", rows, columns);
        int padding = s.has("padding_idx") ? s.integer("padding_idx") : -1;
        return new Embedding(rows, columns, padding, s.dtype(), s.random());
    }

    private static <L extends Layer> ModelFormat.Factory<L> conv(int axes, Convolution<ConvOptions, L> layer) {
        return s -> {
            int in = s.integer("in_channels");
            int out = s.integer("out_channels");
            ConvOptions options = convOptions(s);
            requireFilters(s, "weight", axes, out, in, options);
            return layer.create(in, out, options, s.dtype(), s.random());
        };
    }

    private static <L extends Layer> ModelFormat.Factory<L> convTranspose(
            int axes, Convolution<TransposeOptions, L> layer) {
        return s -> {
            int in = s.integer("in_channels");
            int out = s.integer("out_channels");
            TransposeOptions options = TransposeOptions.of(convOptions(s));
            options = s.optional("output_padding", LayerSpec::integers, options, TransposeOptions::outputPadding);
            options = s.optional("output_size", LayerSpec::integers, options, TransposeOptions::outputSize);
            requireFilters(s, "weight", axes, in, out, options.conv());
            return layer.create(in, out, options, s.dtype(), s.random());
        };
    }

    private static DepthwiseSeparableConv2d separable(LayerSpec s) {
        int in = s.integer("in_channels");
        int out = s.integer("out_channels");
        ConvOptions options = convOptions(s);
        requireFilters(s, "depthwise.weight", 2, in, 1, options);
        requireFilters(s, "pointwise.weight", 2, out, in, ConvOptions.kernel(1));
        return new DepthwiseSeparableConv2d(in, out, options, s.dtype(), s.random());
    }

    private static void requireFilters(LayerSpec s, String name, int axes, int first, int second, ConvOptions options) {
        int[] sizes = new int[axes + 2];
        sizes[0] = first;
        sizes[1] = second / options.groups();
        for (int i = 0; i < axes; i++) {
            sizes[i + 2] = options.kernelAt(i, axes);
        }
        s.requireWeight(name, sizes);
    }

    private static ConvOptions convOptions(LayerSpec s) {
        ConvOptions options = s.optional("groups", LayerSpec::integer, windows(s), ConvOptions::groups);
        return s.optional("bias", LayerSpec::flag, options, ConvOptions::bias);
    }

    private static ConvOptions windows(LayerSpec s) {
        ConvOptions options = ConvOptions.kernel(s.integers("kernel_size"));
        BiFunction<ConvOptions, Padding, ConvOptions> padding = ConvOptions::padding;
        options = s.optional("stride", LayerSpec::integers, options, ConvOptions::stride);
        options = s.optional("padding", LayerSpec::padding, options, padding);
        options = s.optional("dilation", LayerSpec::integers, options, ConvOptions::dilation);
        return s.has("padding_mode") ? options.mode(s.choice("padding_mode", PaddingMode.class)) : options;
    }

    private static ModelFormat pools(ModelFormat format) {
        return format.with("MaxPool1d", MaxPool1d.class, s -> new MaxPool1d(poolOptions(s)))
                .with("MaxPool2d", MaxPool2d.class, s -> new MaxPool2d(poolOptions(s)))
                .with("MaxPool3d", MaxPool3d.class, s -> new MaxPool3d(poolOptions(s)))
                .with("AvgPool1d", AvgPool1d.class, s -> new AvgPool1d(poolOptions(s)))
                .with("AvgPool2d", AvgPool2d.class, s -> new AvgPool2d(poolOptions(s)))
                .with("AvgPool3d", AvgPool3d.class, s -> new AvgPool3d(poolOptions(s)))
                .with("LpPool1d", LpPool1d.class, s -> new LpPool1d(s.number("norm_type"), poolOptions(s)))
                .with("LpPool2d", LpPool2d.class, s -> new LpPool2d(s.number("norm_type"), poolOptions(s)))
                .with("AdaptiveAvgPool1d", AdaptiveAvgPool1d.class, sized(AdaptiveAvgPool1d::new))
                .with("AdaptiveAvgPool2d", AdaptiveAvgPool2d.class, sized(AdaptiveAvgPool2d::new))
                .with("AdaptiveAvgPool3d", AdaptiveAvgPool3d.class, sized(AdaptiveAvgPool3d::new))
                .with("AdaptiveMaxPool1d", AdaptiveMaxPool1d.class, sized(AdaptiveMaxPool1d::new))
                .with("AdaptiveMaxPool2d", AdaptiveMaxPool2d.class, sized(AdaptiveMaxPool2d::new))
                .with("AdaptiveMaxPool3d", AdaptiveMaxPool3d.class, sized(AdaptiveMaxPool3d::new))
                .with("GlobalAvgPool", GlobalAvgPool.class, s -> new GlobalAvgPool())
                .with("GlobalMaxPool", GlobalMaxPool.class, s -> new GlobalMaxPool());
    }

    private static PoolOptions poolOptions(LayerSpec s) {
        PoolOptions options = PoolOptions.kernel(s.integers("kernel_size"));
        BiFunction<PoolOptions, Padding, PoolOptions> padding = PoolOptions::padding;
        options = s.optional("stride", LayerSpec::integers, options, PoolOptions::stride);
        options = s.optional("padding", LayerSpec::padding, options, padding);
        options = s.optional("dilation", LayerSpec::integers, options, PoolOptions::dilation);
        options = s.optional("ceil_mode", LayerSpec::flag, options, PoolOptions::ceilMode);
        options = s.optional("count_include_pad", LayerSpec::flag, options, PoolOptions::countIncludePad);
        return s.optional("divisor_override", LayerSpec::integer, options, PoolOptions::divisor);
    }

    private static <L extends Layer> ModelFormat.Factory<L> sized(Function<int[], L> layer) {
        return s -> layer.apply(s.integers("output_size"));
    }

    private static Standardize standardize(LayerSpec s) {
        int channels = s.integer("channels");
        s.requireWeight("mean", channels);
        return Standardize.identity(channels, s.dtype());
    }

    private static ModelFormat norms(ModelFormat format) {
        return format.with("Standardize", Standardize.class, Catalogue::standardize)
                .with("BatchNorm1d", BatchNorm1d.class, norm(NormOptions.BATCH, BatchNorm1d::new))
                .with("BatchNorm2d", BatchNorm2d.class, norm(NormOptions.BATCH, BatchNorm2d::new))
                .with("BatchNorm3d", BatchNorm3d.class, norm(NormOptions.BATCH, BatchNorm3d::new))
                .with("InstanceNorm1d", InstanceNorm1d.class, norm(NormOptions.INSTANCE, InstanceNorm1d::new))
                .with("InstanceNorm2d", InstanceNorm2d.class, norm(NormOptions.INSTANCE, InstanceNorm2d::new))
                .with("InstanceNorm3d", InstanceNorm3d.class, norm(NormOptions.INSTANCE, InstanceNorm3d::new))
                .with("LayerNorm", LayerNorm.class, Catalogue::layerNorm)
                .with("GroupNorm", GroupNorm.class, Catalogue::groupNorm);
    }

    private static <L extends Layer> ModelFormat.Factory<L> norm(
            NormOptions defaults, BiFunction<Integer, NormOptions, L> layer) {
        return s -> {
            int channels = s.integer("num_features");
            NormOptions options = s.optional("eps", LayerSpec::number, defaults.dtype(s.dtype()), NormOptions::eps);
            options = s.is("momentum", "none")
                    ? options.plainAverage()
                    : s.optional("momentum", LayerSpec::number, options, NormOptions::momentum);
            options = s.optional("affine", LayerSpec::flag, options, NormOptions::affine);
            options = s.optional("track_running_stats", LayerSpec::flag, options, NormOptions::runningStatistics);
            if (options.affine()) {
                s.requireWeight("weight", channels);
            }
            if (options.runningStatistics()) {
                s.requireWeight("running_mean", channels);
            }
            return layer.apply(channels, options);
        };
    }

    private static LayerNorm layerNorm(LayerSpec s) {
        s.defaults(new LayerNorm(1).settings(), "eps", "elementwise_affine");
        int[] sizes = s.integers("normalized_shape");
        boolean affine = s.flag("elementwise_affine");
        if (affine) {
            s.requireWeight("weight", sizes);
        }
        return new LayerNorm(Shape.of(sizes), s.number("eps"), affine, s.dtype());
    }

    private static GroupNorm groupNorm(LayerSpec s) {
        s.defaults(new GroupNorm(1, 1).settings(), "eps", "affine");
        int channels = s.integer("num_channels");
        boolean affine = s.flag("affine");
        if (affine) {
            s.requireWeight("weight", channels);
        }
        return new GroupNorm(s.integer("num_groups"), channels, s.number("eps"), affine, s.dtype());
    }

    private static ModelFormat shapes(ModelFormat format) {
        return format.with("Flatten", Flatten.class, Catalogue::flatten)
                .with(
                        "Unflatten",
                        Unflatten.class,
                        s -> new Unflatten(s.integer("dim"), s.integers("unflattened_size")))
                .with("Pad", Pad.class, Catalogue::pad)
                .with("Upsample", Upsample.class, Catalogue::upsample)
                .with("PixelShuffle", PixelShuffle.class, s -> new PixelShuffle(s.integer("factor")))
                .with("PixelUnshuffle", PixelUnshuffle.class, s -> new PixelUnshuffle(s.integer("factor")));
    }

    private static Flatten flatten(LayerSpec s) {
        s.defaults(new Flatten().settings(), "start_dim", "end_dim");
        return new Flatten(s.integer("start_dim"), s.integer("end_dim"));
    }

    private static Pad pad(LayerSpec s) {
        PaddingMode mode = s.choice("mode", PaddingMode.class);
        Padding padding = Padding.sides(s.integers("before"), s.integers("after"));
        if (!s.has("value")) {
            return new Pad(mode, padding);
        }
        if (mode != PaddingMode.ZEROS) {
            throw s.error("setting value: expected mode zeros with it, got " + mode);
        }
        return Pad.constant(s.number("value"), padding);
    }

    private static Upsample upsample(LayerSpec s) {
        boolean scaled = s.has("scale_factor");
        if (s.is("mode", "nearest")) {
            return scaled ? Upsample.nearest(s.numbers("scale_factor")) : Upsample.nearestTo(s.integers("size"));
        }
        if (!s.is("mode", "linear")) {
            throw s.error("setting mode: expected \"nearest\" or \"linear\"");
        }
        boolean alignCorners = s.flag("align_corners");
        return scaled
                ? Upsample.linear(alignCorners, s.numbers("scale_factor"))
                : Upsample.linearTo(alignCorners, s.integers("size"));
    }

    private static ModelFormat composites(ModelFormat format) {
        return format.withContainer("Sequential", Sequential.class, Catalogue::sequential)
                .withContainer("Residual", Residual.class, Catalogue::residual)
                .withContainer(
                        "Concat",
                        Concat.class,
                        s -> new Concat(
                                s.integer("dim"),
                                s.children().keySet().stream().map(s::layer).toArray(Layer[]::new)));
    }

    private static Residual residual(LayerSpec s) {
        return s.children().containsKey("shortcut")
                ? new Residual(s.layer("body"), s.layer("shortcut"))
                : new Residual(s.layer("body"));
    }

    private static Sequential sequential(LayerSpec s) {
        Sequential all = new Sequential();
        s.children().keySet().forEach(name -> all.add(name, s.layer(name)));
        return all;
    }
}
