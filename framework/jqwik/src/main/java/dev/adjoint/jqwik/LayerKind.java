package dev.adjoint.jqwik;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.*;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A kind of layer in random networks.
 *
 * @param smooth whether its first and second derivatives have no jumps
 * @param fits which inputs it takes
 * @param factory makes such a layer
 */
record LayerKind(boolean smooth, Predicate<Shape> fits, Factory factory) {
    private static final Predicate<Shape> ANY = shape -> true;
    private static final Predicate<Shape> IMAGE = shape -> shape.rank() > 2;

    /** Layers that enlarge images take only small images, so that a network of them stays small. */
    private static final Predicate<Shape> SMALL_IMAGE = IMAGE.and(shape -> shape.size() <= 64);

    /** A normalisation of only two numbers gives 1 and -1, whatever they are. */
    private static final Predicate<Shape> MANY_IN_A_SAMPLE = shape -> shape.size(1, shape.rank()) > 2;

    private static final Predicate<Shape> MANY_IN_A_CHANNEL =
            shape -> shape.rank() < 5 && shape.size() / shape.dim(1) > 2;

    /** Large, so that the derivatives of normalisations stay moderate where numbers are nearly equal. */
    private static final double EPS = 0.1;

    /** The simplest first. */
    private static final List<LayerKind> ALL = List.of(
            smooth(ANY, (shape, dtype, choices) -> new Tanh()),
            smooth(ANY, (shape, dtype, choices) -> new Sigmoid()),
            smooth(ANY, (shape, dtype, choices) -> new Silu()),
            smooth(ANY, (shape, dtype, choices) -> new Gelu(choices.of(List.of(false, true)))),
            smooth(ANY, (shape, dtype, choices) -> new Softplus()),
            smooth(ANY, (shape, dtype, choices) -> new Softmax(1)),
            smooth(ANY, (shape, dtype, choices) -> new LogSoftmax(1)),
            smooth(ANY, LayerKind::linear),
            smooth(ANY, LayerKind::residual),
            smooth(IMAGE, (shape, dtype, choices) -> new Flatten()),
            smooth(IMAGE, (shape, dtype, choices) -> new GlobalAvgPool(shape.rank() - 2)),
            smooth(IMAGE, LayerKind::averagePool),
            smooth(IMAGE, LayerKind::conv),
            smooth(SMALL_IMAGE, LayerKind::convTranspose),
            smooth(
                    SMALL_IMAGE,
                    (shape, dtype, choices) -> Upsample.axes(shape.rank() - 2).nearest(2)),
            smooth(MANY_IN_A_SAMPLE, (shape, dtype, choices) -> new GroupNorm(1, shape.dim(1), EPS, true, dtype)),
            smooth(MANY_IN_A_SAMPLE, LayerKind::layerNorm),
            smooth(MANY_IN_A_CHANNEL, LayerKind::batchNorm),
            kinked(ANY, (shape, dtype, choices) -> new Elu()),
            kinked(ANY, (shape, dtype, choices) -> new Selu()),
            kinked(ANY, (shape, dtype, choices) -> new Hardswish()),
            kinked(ANY, (shape, dtype, choices) -> new LeakyRelu()),
            kinked(ANY, (shape, dtype, choices) -> new PRelu(1, 0.25, dtype)),
            kinked(ANY, (shape, dtype, choices) -> new Relu()),
            kinked(IMAGE, LayerKind::maxPool));

    /** Makes a layer for inputs of a shape. */
    @FunctionalInterface
    interface Factory {
        Layer create(Shape shape, DType dtype, Choices choices);
    }

    private static LayerKind smooth(Predicate<Shape> fits, Factory factory) {
        return new LayerKind(true, fits, factory);
    }

    private static LayerKind kinked(Predicate<Shape> fits, Factory factory) {
        return new LayerKind(false, fits, factory);
    }

    /** A random kind or, if it does not take such inputs, the simplest. */
    static Factory draw(Choices choices, boolean smoothOnly, Shape shape) {
        LayerKind drawn = choices.of(
                ALL.stream().filter(kind -> kind.smooth || !smoothOnly).toList());
        return (drawn.fits.test(shape) ? drawn : ALL.get(0)).factory;
    }

    private static Layer linear(Shape shape, DType dtype, Choices choices) {
        return new Linear(shape.dim(-1), choices.between(1, 3), choices.of(List.of(false, true)), dtype, anyValues());
    }

    private static Layer residual(Shape shape, DType dtype, Choices choices) {
        return new Residual(new Linear(shape.dim(-1), shape.dim(-1), true, dtype, anyValues()));
    }

    private static Layer conv(Shape shape, DType dtype, Choices choices) {
        ConvOptions options = ConvOptions.kernel(choices.of(List.of(1, 3)))
                .padding(1)
                .stride(choices.between(1, 2))
                .bias(choices.of(List.of(false, true)));
        int out = choices.between(1, 3);
        int in = shape.dim(1);
        return switch (shape.rank()) {
            case 3 -> new Conv1d(in, out, options, dtype, anyValues());
            case 4 -> new Conv2d(in, out, options, dtype, anyValues());
            default -> new Conv3d(in, out, options, dtype, anyValues());
        };
    }

    private static Layer convTranspose(Shape shape, DType dtype, Choices choices) {
        TransposeOptions options =
                TransposeOptions.of(ConvOptions.kernel(choices.between(1, 2)).stride(choices.between(1, 2)));
        int out = choices.between(1, 3);
        int in = shape.dim(1);
        return switch (shape.rank()) {
            case 3 -> new ConvTranspose1d(in, out, options, dtype, anyValues());
            case 4 -> new ConvTranspose2d(in, out, options, dtype, anyValues());
            default -> new ConvTranspose3d(in, out, options, dtype, anyValues());
        };
    }

    private static Layer averagePool(Shape shape, DType dtype, Choices choices) {
        PoolOptions options = pooling(choices);
        return switch (shape.rank()) {
            case 3 -> new AvgPool1d(options);
            case 4 -> new AvgPool2d(options);
            default -> new AvgPool3d(options);
        };
    }

    private static Layer maxPool(Shape shape, DType dtype, Choices choices) {
        PoolOptions options = pooling(choices);
        return switch (shape.rank()) {
            case 3 -> new MaxPool1d(options);
            case 4 -> new MaxPool2d(options);
            default -> new MaxPool3d(options);
        };
    }

    /** Windows that fit into an image of any size. */
    private static PoolOptions pooling(Choices choices) {
        return PoolOptions.kernel(2).padding(1).stride(choices.between(1, 2));
    }

    private static Layer layerNorm(Shape shape, DType dtype, Choices choices) {
        return new LayerNorm(Shape.of(Arrays.copyOfRange(shape.dims(), 1, shape.rank())), EPS, true, dtype);
    }

    private static Layer batchNorm(Shape shape, DType dtype, Choices choices) {
        NormOptions options = NormOptions.BATCH.eps(EPS).dtype(dtype);
        int channels = shape.dim(1);
        return switch (shape.rank()) {
            case 2, 3 -> new BatchNorm1d(channels, options);
            default -> new BatchNorm2d(channels, options);
        };
    }

    /** A network of the catalogue is made anew from its architecture, so first values do not matter here. */
    private static RandomGenerator anyValues() {
        return new SplittableRandom(0);
    }
}
