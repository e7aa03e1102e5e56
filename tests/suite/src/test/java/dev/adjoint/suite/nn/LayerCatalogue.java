package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;

import dev.adjoint.DType;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.*;
import dev.adjoint.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One or several examples of every layer, with an input that it takes. */
public final class LayerCatalogue {
    /** A layer and the shape of an input; {@code positive} where the input must be above 0. */
    public record Example(Layer layer, Shape input, boolean positive) {
        @Override
        public String toString() {
            return layer.kind() + layer.settings() + " of " + input;
        }
    }

    private final DType dtype;
    private final RandomGenerator random = new SplittableRandom(7);
    private final List<Example> examples = new ArrayList<>();

    private LayerCatalogue(DType dtype) {
        this.dtype = dtype;
    }

    public static List<Example> examples(DType dtype) {
        LayerCatalogue catalogue = new LayerCatalogue(dtype);
        catalogue.linearAndConvolutions();
        catalogue.pools();
        catalogue.norms();
        catalogue.activations();
        catalogue.shapes();
        catalogue.composites();
        return catalogue.examples;
    }

    private void add(Layer layer, int... input) {
        examples.add(new Example(layer, Shape.of(input), false));
    }

    private void linearAndConvolutions() {
        add(new Linear(4, 3, true, dtype, random), 2, 4);
        add(new Linear(4, 3, false, dtype, random), 2, 2, 4);
        add(new Conv1d(2, 4, kernel(3).stride(2).padding(1).groups(2), dtype, random), 2, 2, 6);
        add(new Conv2d(2, 3, kernel(3, 2).dilation(2, 1).padding(Padding.SAME), dtype, random), 1, 2, 5, 4);
        add(new Conv2d(2, 3, kernel(3).padding(1).mode(PaddingMode.REFLECT).bias(false), dtype, random), 1, 2, 4, 4);
        add(new Conv3d(1, 2, kernel(2), dtype, random), 1, 1, 3, 2, 3);
        TransposeOptions strided =
                TransposeOptions.of(kernel(3).stride(2).padding(1)).outputPadding(1);
        add(new ConvTranspose1d(2, 2, strided, dtype, random), 2, 2, 3);
        add(new ConvTranspose2d(2, 4, TransposeOptions.of(kernel(2).groups(2)), dtype, random), 1, 2, 3, 2);
        add(new ConvTranspose3d(2, 1, TransposeOptions.of(kernel(2).bias(false)), dtype, random), 1, 2, 2, 2, 1);
        add(new DepthwiseSeparableConv2d(2, 3, kernel(3).padding(1), dtype, random), 1, 2, 3, 4);
        add(new Unfold(2, kernel(2).stride(2)), 1, 2, 4, 4);
        add(new Fold(kernel(2), 3, 3), 1, 8, 4);
    }

    private void pools() {
        add(new MaxPool1d(2), 2, 2, 5);
        add(new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1)), 1, 2, 5, 4);
        add(new MaxPool3d(2), 1, 1, 4, 2, 3);
        add(new AvgPool1d(PoolOptions.kernel(3).stride(2).padding(1).countIncludePad(false)), 2, 2, 5);
        add(new AvgPool2d(PoolOptions.kernel(2).ceilMode(true)), 1, 2, 5, 3);
        add(new AvgPool3d(PoolOptions.kernel(2).divisor(3)), 1, 1, 2, 4, 2);
        examples.add(new Example(new LpPool1d(2, PoolOptions.kernel(2)), Shape.of(1, 2, 4), true));
        examples.add(new Example(new LpPool2d(3, PoolOptions.kernel(2)), Shape.of(1, 2, 4, 4), true));
        add(new AdaptiveAvgPool1d(2), 1, 2, 5);
        add(new AdaptiveAvgPool2d(2, 3), 1, 1, 5, 4);
        add(new AdaptiveAvgPool3d(2), 1, 1, 3, 2, 3);
        add(new AdaptiveMaxPool1d(2), 1, 2, 5);
        add(new AdaptiveMaxPool2d(2, 3), 1, 1, 5, 4);
        add(new AdaptiveMaxPool3d(2), 1, 1, 3, 2, 3);
        add(new GlobalAvgPool(2), 2, 2, 3, 3);
        add(new GlobalMaxPool(1), 2, 2, 5);
    }

    private void norms() {
        add(new Standardize(new double[] {0.5, -1}, new double[] {2, 0.25}, dtype), 2, 2, 3, 2);
        NormOptions batch = NormOptions.BATCH.dtype(dtype);
        add(new BatchNorm1d(3, batch), 4, 3);
        add(new BatchNorm1d(2, batch.affine(false).plainAverage()), 2, 2, 3);
        add(new BatchNorm2d(2, batch), 2, 2, 3, 2);
        add(new BatchNorm3d(2, batch.runningStatistics(false)), 2, 2, 2, 1, 2);
        NormOptions instance = NormOptions.INSTANCE.dtype(dtype);
        add(new InstanceNorm1d(2, instance.affine(true)), 2, 2, 4);
        add(new InstanceNorm2d(2, instance), 2, 2, 3, 2);
        add(new InstanceNorm3d(2, instance.runningStatistics(true)), 2, 2, 2, 1, 2);
        add(new LayerNorm(Shape.of(3, 2), 1e-5, true, dtype), 2, 2, 3, 2);
        add(new GroupNorm(2, 4, 1e-5, true, dtype), 2, 4, 3);
    }

    private void activations() {
        for (Layer activation : List.of(
                new Relu(),
                new LeakyRelu(),
                new Elu(),
                new Selu(),
                new Gelu(),
                new Gelu(true),
                new Silu(),
                new Sigmoid(),
                new Tanh(),
                new Softplus(),
                new Hardswish(),
                new PRelu(3, 0.25, dtype),
                new Softmax(1),
                new LogSoftmax(-1))) {
            add(activation, 2, 3, 2);
        }
    }

    private void shapes() {
        add(new Identity(), 2, 3);
        add(new Flatten(), 2, 3, 2);
        add(new Unflatten(1, 2, 3), 2, 6, 2);
        add(new Pad(2, PaddingMode.CIRCULAR, Padding.of(1, 2)), 1, 1, 3, 3);
        add(Pad.constant(1, 0.5, Padding.sides(new int[] {1}, new int[] {0})), 1, 2, 3);
        add(Upsample.axes(1).nearest(2), 1, 2, 3);
        add(Upsample.axes(2).linear(true, 2, 1.5), 1, 1, 3, 4);
        add(Upsample.axes(2).nearestTo(3, 2), 1, 1, 2, 4);
        add(Upsample.axes(3).linearTo(false, 3), 1, 1, 2, 2, 2);
        add(new PixelShuffle(2), 1, 4, 2, 3);
        add(new PixelUnshuffle(2), 1, 1, 4, 2);
        add(evaluated(new Dropout(0.5, random)), 2, 3);
        add(evaluated(new ChannelDropout(1, 0.5, random)), 2, 3, 2);
    }

    private void composites() {
        add(new Sequential(new Linear(3, 4, true, dtype, random), new Tanh()), 2, 3);
        add(new Residual(new Linear(3, 3, true, dtype, random)), 2, 3);
        add(new Concat(1, new Identity(), new Linear(3, 2, true, dtype, random)), 2, 3);
    }

    private static <M extends Block> M evaluated(M module) {
        module.eval();
        return module;
    }
}
