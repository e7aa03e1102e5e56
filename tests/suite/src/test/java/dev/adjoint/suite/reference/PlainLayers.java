package dev.adjoint.suite.reference;

import dev.adjoint.Tensor;
import dev.adjoint.nn.AdaptiveAvgPool1d;
import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.AdaptiveAvgPool3d;
import dev.adjoint.nn.AdaptiveMaxPool1d;
import dev.adjoint.nn.AdaptiveMaxPool2d;
import dev.adjoint.nn.AdaptiveMaxPool3d;
import dev.adjoint.nn.AvgPool1d;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.AvgPool3d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Elu;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Fold;
import dev.adjoint.nn.Gelu;
import dev.adjoint.nn.Hardswish;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.LogSoftmax;
import dev.adjoint.nn.LpPool1d;
import dev.adjoint.nn.LpPool2d;
import dev.adjoint.nn.MaxPool1d;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.MaxPool3d;
import dev.adjoint.nn.PixelShuffle;
import dev.adjoint.nn.PixelUnshuffle;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Selu;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.Silu;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.Softplus;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.Unfold;
import dev.adjoint.nn.Upsample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** Layers without parameters, by the names of their operators. */
final class PlainLayers {
    private PlainLayers() {}

    static Map<String, Function<Attributes, Layer>> byType() {
        Map<String, Function<Attributes, Layer>> makers = new TreeMap<>();
        List.of(ElementwiseAdapters.functions(), ShapeAdapters.functions(), ReductionAdapters.functions())
                .forEach(functions ->
                        functions.forEach((name, function) -> makers.put(name, s -> new FunctionLayer(function, s))));
        addActivations(makers);
        addPoolings(makers);
        addResizings(makers);
        makers.put("identity", s -> new Identity());
        makers.put("flatten", s -> new Flatten(s.integer("start_dim", 1), s.integer("end_dim", -1)));
        makers.put("dropout", s -> new Dropout(s.number("p"), new Random(0)));
        makers.put(
                "unfold", s -> Layer.of("unfold", x -> new Unfold(x.rank() - 2, PoolSettings.windows(s)).forward(x)));
        makers.put("fold", s -> new Fold(PoolSettings.windows(s), s.integers("output_size")));
        return makers;
    }

    /** A function that the framework has no layer for. */
    private static final class FunctionLayer extends Layer {
        private final Unary function;
        private final Attributes settings;

        FunctionLayer(Unary function, Attributes settings) {
            this.function = function;
            this.settings = settings;
        }

        @Override
        protected Tensor compute(Tensor x) {
            return function.apply(x, settings);
        }
    }

    private static void addActivations(Map<String, Function<Attributes, Layer>> makers) {
        makers.put("relu", s -> new Relu());
        makers.put("sigmoid", s -> new Sigmoid());
        makers.put("tanh", s -> new Tanh());
        makers.put("selu", s -> new Selu());
        makers.put("silu", s -> new Silu());
        makers.put("hardswish", s -> new Hardswish());
        makers.put("leaky_relu", s -> new LeakyRelu(s.number("negative_slope", 0.01)));
        makers.put("elu", s -> new Elu(s.number("alpha", 1)));
        makers.put("gelu", s -> new Gelu(s.text("approximate", "none").equals("tanh")));
        makers.put("softplus", s -> new Softplus(s.number("beta", 1), s.number("threshold", 20)));
        makers.put("softmax", s -> new Softmax(s.integer("dim")));
        makers.put("log_softmax", s -> new LogSoftmax(s.integer("dim")));
    }

    private static void addPoolings(Map<String, Function<Attributes, Layer>> makers) {
        makers.put("max_pool1d", s -> new MaxPool1d(PoolSettings.pool(s)));
        makers.put("max_pool2d", s -> new MaxPool2d(PoolSettings.pool(s)));
        makers.put("max_pool3d", s -> new MaxPool3d(PoolSettings.pool(s)));
        makers.put("avg_pool1d", s -> new AvgPool1d(PoolSettings.pool(s)));
        makers.put("avg_pool2d", s -> new AvgPool2d(PoolSettings.pool(s)));
        makers.put("avg_pool3d", s -> new AvgPool3d(PoolSettings.pool(s)));
        makers.put("lp_pool1d", s -> new LpPool1d(s.number("norm_type"), PoolSettings.pool(s)));
        makers.put("lp_pool2d", s -> new LpPool2d(s.number("norm_type"), PoolSettings.pool(s)));
        makers.put("adaptive_avg_pool1d", s -> new AdaptiveAvgPool1d(s.integers("output_size")));
        makers.put("adaptive_avg_pool2d", s -> new AdaptiveAvgPool2d(s.integers("output_size")));
        makers.put("adaptive_avg_pool3d", s -> new AdaptiveAvgPool3d(s.integers("output_size")));
        makers.put("adaptive_max_pool1d", s -> new AdaptiveMaxPool1d(s.integers("output_size")));
        makers.put("adaptive_max_pool2d", s -> new AdaptiveMaxPool2d(s.integers("output_size")));
        makers.put("adaptive_max_pool3d", s -> new AdaptiveMaxPool3d(s.integers("output_size")));
    }

    private static void addResizings(Map<String, Function<Attributes, Layer>> makers) {
        makers.put(
                "interpolate_nearest",
                s -> Layer.of(
                        "interpolate",
                        x -> nearest(s, Upsample.axes(x.rank() - 2)).forward(x)));
        for (String axes : List.of("linear", "bilinear", "trilinear")) {
            makers.put(
                    "interpolate_" + axes,
                    s -> Layer.of(
                            "interpolate",
                            x -> linear(s, Upsample.axes(x.rank() - 2)).forward(x)));
        }
        makers.put("pixel_shuffle", s -> new PixelShuffle(s.integer("factor")));
        makers.put("pixel_unshuffle", s -> new PixelUnshuffle(s.integer("factor")));
    }

    private static Layer nearest(Attributes s, Upsample.Over over) {
        return ResizeAdapters.hasSize(s) ? over.nearestTo(s.integers("size")) : over.nearest(s.numbers("scale_factor"));
    }

    private static Layer linear(Attributes s, Upsample.Over over) {
        boolean alignCorners = s.flag("align_corners", false);
        return ResizeAdapters.hasSize(s)
                ? over.linearTo(alignCorners, s.integers("size"))
                : over.linear(alignCorners, s.numbers("scale_factor"));
    }
}
