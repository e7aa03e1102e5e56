package dev.adjoint.suite.reference;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.BatchNorm3d;
import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Conv3d;
import dev.adjoint.nn.ConvTranspose1d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.ConvTranspose3d;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.InstanceNorm1d;
import dev.adjoint.nn.InstanceNorm2d;
import dev.adjoint.nn.InstanceNorm3d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.NormOptions;
import dev.adjoint.nn.PRelu;
import dev.adjoint.suite.reference.NetworkBuilder.Described;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Layers with parameters, in float64; the first values that they draw are replaced by the file's. */
final class WeightedLayers {
    private static final RandomGenerator RANDOM = new Random(0);

    private WeightedLayers() {}

    static Map<String, Function<Described, Layer>> byType() {
        Map<String, Function<Described, Layer>> makers = new TreeMap<>();
        makers.put("linear", WeightedLayers::linear);
        makers.put("prelu", WeightedLayers::prelu);
        makers.put("group_norm", WeightedLayers::groupNorm);
        makers.put("layer_norm", WeightedLayers::layerNorm);
        makers.put("batch_norm", WeightedLayers::batchNorm);
        makers.put("instance_norm", WeightedLayers::instanceNorm);
        for (int axes = 1; axes <= 3; axes++) {
            makers.put("conv" + axes + "d", WeightedLayers::conv);
            makers.put("conv_transpose" + axes + "d", WeightedLayers::convTranspose);
            makers.put("batch_norm" + axes + "d", WeightedLayers::batchNorm);
            makers.put("instance_norm" + axes + "d", WeightedLayers::instanceNorm);
        }
        return makers;
    }

    private static Layer linear(Described d) {
        int out = d.weight().dim(0);
        int in = d.weight().dim(1);
        d.agree("in_features", in);
        d.agree("out_features", out);
        d.agree("bias", d.bias() != null);
        return new Linear(in, out, d.bias() != null, DType.FLOAT64, RANDOM);
    }

    private static Layer prelu(Described d) {
        int count = d.weight().dim(0);
        d.agree("num_parameters", count);
        return new PRelu(count, d.attrs().number("init", 0.25), DType.FLOAT64);
    }

    private static Layer conv(Described d) {
        ConvOptions options = ConvSettings.conv(d.attrs(), d.weight()).bias(d.bias() != null);
        int in = d.weight().dim(1) * options.groups();
        int out = d.weight().dim(0);
        agreeOnConvolution(d, in, out);
        return switch (d.weight().rank() - 2) {
            case 1 -> new Conv1d(in, out, options, DType.FLOAT64, RANDOM);
            case 2 -> new Conv2d(in, out, options, DType.FLOAT64, RANDOM);
            default -> new Conv3d(in, out, options, DType.FLOAT64, RANDOM);
        };
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Layer convTranspose(Described d) {
        TransposeOptions settings = ConvSettings.transpose(d.attrs(), d.weight());
        ConvOptions conv = settings.conv().bias(d.bias() != null);
        TransposeOptions options = settings.outputSize().isEmpty()
                ? TransposeOptions.of(conv).outputPadding(ints(settings.outputPadding()))
                : TransposeOptions.of(conv).outputSize(ints(settings.outputSize()));
        int in = d.weight().dim(0);
        int out = d.weight().dim(1) * conv.groups();
        agreeOnConvolution(d, in, out);
        return switch (d.weight().rank() - 2) {
            case 1 -> new ConvTranspose1d(in, out, options, DType.FLOAT64, RANDOM);
            case 2 -> new ConvTranspose2d(in, out, options, DType.FLOAT64, RANDOM);
            default -> new ConvTranspose3d(in, out, options, DType.FLOAT64, RANDOM);
        };
    }

    private static void agreeOnConvolution(Described d, int in, int out) {
        d.agree("in_channels", in);
        d.agree("out_channels", out);
        d.agree(
                "kernel_size",
                Arrays.copyOfRange(d.weight().dims(), 2, d.weight().rank()));
        d.agree("bias", d.bias() != null);
    }

    private static Layer groupNorm(Described d) {
        int channels = agreeOnChannels(d);
        d.agree("affine", d.weight() != null);
        return new GroupNorm(d.attrs().integer("num_groups"), channels, eps(d), d.weight() != null, DType.FLOAT64);
    }

    private static Layer layerNorm(Described d) {
        d.agree("affine", d.weight() != null);
        d.agree("elementwise_affine", d.weight() != null);
        Shape normalized = Shape.of(d.attrs().integers("normalized_shape"));
        return new LayerNorm(normalized, eps(d), d.weight() != null, DType.FLOAT64);
    }

    private static Layer batchNorm(Described d) {
        int channels = agreeOnChannels(d);
        d.agree("training", true);
        NormOptions options =
                statistics(d, NormOptions.BATCH).runningStatistics(d.attrs().flag("track_running_stats", true));
        return switch (d.input().rank()) {
            case 2, 3 -> new BatchNorm1d(channels, options);
            case 4 -> new BatchNorm2d(channels, options);
            default -> new BatchNorm3d(channels, options);
        };
    }

    private static Layer instanceNorm(Described d) {
        int channels = agreeOnChannels(d);
        d.agree("use_input_stats", true);
        NormOptions options =
                statistics(d, NormOptions.INSTANCE).runningStatistics(d.attrs().flag("track_running_stats", false));
        return switch (d.input().rank()) {
            case 3 -> new InstanceNorm1d(channels, options);
            case 4 -> new InstanceNorm2d(channels, options);
            default -> new InstanceNorm3d(channels, options);
        };
    }

    private static NormOptions statistics(Described d, NormOptions defaults) {
        d.agree("affine", d.weight() != null);
        return defaults.affine(d.weight() != null)
                .momentum(d.attrs().number("momentum", 0.1))
                .eps(eps(d))
                .dtype(DType.FLOAT64);
    }

    private static int agreeOnChannels(Described d) {
        int channels = d.input().dim(1);
        d.agree("num_features", channels);
        d.agree("num_channels", channels);
        return channels;
    }

    private static double eps(Described d) {
        return d.attrs().number("eps", 1e-5);
    }
}
