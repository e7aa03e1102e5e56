package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.fractions;
import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.array.IntArray;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.GradCheck;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Reductions;
import dev.adjoint.op.Slice;
import dev.adjoint.op.Unfold;
import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.Padding;
import dev.adjoint.window.PaddingMode;
import dev.adjoint.window.PoolOptions;
import dev.adjoint.window.TransposeOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/** Gradients of first and second order of whatever has settings, at settings that nobody chose. */
@PropertyDefaults(tries = 20)
class RandomSettingsTest {
    /** Inputs of more than a few elements along some directions, which notice a wrong element as well. */
    private static final GradCheck CHECK = GradCheck.DEFAULTS.order(2).directionsAbove(8, 3);

    @Property
    void gradientsOfConvolutionsAreRight(@ForAll Random random) {
        int rank = between(random, 1, 3);
        int groups = between(random, 1, 3);
        int in = groups * between(random, 1, 2);
        int[] kernel = draw(random, rank, 1, 3);
        ConvOptions options = windows(random, kernel).groups(groups);
        int[] size = axes(rank, i -> between(random, 2, 3) + extent(options, i));
        Padding padding = random.nextInt(4) == 0
                ? Padding.SAME
                : Padding.sides(draw(random, rank, 0, 2), draw(random, rank, 0, 2));
        ConvOptions padded = options.padding(padding).mode(pick(random, PaddingMode.values()));
        check(
                inputs -> Conv.conv(inputs.get(0), inputs.get(1), padded),
                spread(shape(between(random, 1, 2), in, size)),
                spread(shape(groups * between(random, 1, 2), in / groups, kernel)));
    }

    @Property
    void gradientsOfTransposedConvolutionsAreRight(@ForAll Random random) {
        int rank = between(random, 1, 3);
        int groups = between(random, 1, 3);
        int[] kernel = draw(random, rank, 1, 3);
        ConvOptions options = windows(random, kernel).groups(groups);
        int[] padding = axes(rank, i -> random.nextInt((extent(options, i) + 1) / 2));
        int[] more = axes(
                rank,
                i -> random.nextInt(
                        Math.max(options.stride().get(i), options.dilation().get(i))));
        TransposeOptions transpose =
                TransposeOptions.of(options.padding(padding)).outputPadding(more);
        int in = groups * between(random, 1, 2);
        check(
                inputs -> Conv.convTranspose(inputs.get(0), inputs.get(1), transpose),
                spread(shape(between(random, 1, 2), in, draw(random, rank, 1, 3))),
                spread(shape(in, between(random, 1, 2), kernel)));
    }

    @Property
    void gradientsOfPoolingsAreRight(@ForAll Random random) {
        int rank = between(random, 1, 3);
        int[] kernel = draw(random, rank, 1, 3);
        PoolOptions options = PoolOptions.kernel(kernel)
                .stride(draw(random, rank, 1, 3))
                .padding(axes(rank, i -> random.nextInt(1 + kernel[i] / 2)))
                .ceilMode(random.nextBoolean())
                .countIncludePad(random.nextBoolean());
        int[] dims =
                shape(between(random, 1, 2), between(random, 1, 2), axes(rank, i -> kernel[i] + random.nextInt(3)));
        double p = pick(random, 1.0, 1.5, 2.0, 3.0);
        int[] adaptive = draw(random, rank, 1, 4);
        check(in -> Pool.max(in.get(0), options), spread(dims));
        check(in -> Pool.average(in.get(0), options), spread(dims));
        check(in -> Pool.average(in.get(0), options.divisor(5)), spread(dims));
        check(in -> Pool.lp(in.get(0), p, options.padding(0)), positive(dims));
        check(in -> Pool.adaptiveAverage(in.get(0), adaptive), spread(dims));
        check(in -> Pool.adaptiveMax(in.get(0), adaptive), spread(dims));
    }

    @Property
    void gradientsOfUnfoldingsAreRight(@ForAll Random random) {
        ConvOptions windows = windows(random, draw(random, 2, 1, 3)).padding(draw(random, 2, 0, 2));
        int[] size = axes(2, i -> extent(windows, i) + random.nextInt(3));
        Tensor x = spread(shape(1, 2, size));
        check(in -> Unfold.unfold(in.get(0), windows), x);
        check(
                in -> Unfold.fold(in.get(0), size, windows),
                spread(Unfold.unfold(x, windows).shape().dims()));
    }

    @Property
    void gradientsOfNormalisationsAreRight(@ForAll Random random) {
        int groups = between(random, 1, 3);
        int channels = groups * between(random, 1, 2);
        // Two elements alone become 1 and -1 whatever they are: their derivatives are all rounding.
        int[] dims = shape(between(random, 2, 3), channels, draw(random, between(random, 1, 2), 3, 4));
        double eps = pick(random, 1e-5, 1e-3, 0.1);
        boolean affine = random.nextBoolean();
        Shape trailing = Shape.of(Arrays.copyOfRange(dims, between(random, 1, dims.length - 1), dims.length));
        Tensor x = spread(dims);
        Tensor weight = spread(channels);
        Tensor bias = spread(channels, 1).reshape(channels);
        if (affine) {
            check(in -> Norms.batchNorm(in.get(0), in.get(1), in.get(2), eps).output(), x, weight, bias);
            check(in -> Norms.instanceNorm(in.get(0), in.get(1), in.get(2), eps).output(), x, weight, bias);
            check(in -> Norms.groupNorm(in.get(0), groups, in.get(1), in.get(2), eps), x, weight, bias);
            check(in -> Norms.layerNorm(in.get(0), trailing, in.get(1), null, eps), x, spread(trailing.dims()));
        } else {
            check(in -> Norms.batchNorm(in.get(0), null, null, eps).output(), x);
            check(in -> Norms.instanceNorm(in.get(0), null, null, eps).output(), x);
            check(in -> Norms.groupNorm(in.get(0), groups, null, null, eps), x);
            check(in -> Norms.layerNorm(in.get(0), trailing, null, null, eps), x);
        }
    }

    @Property
    void gradientsOfReductionsAreRight(@ForAll Random random) {
        int[] dims = draw(random, between(random, 1, 4), 1, 3);
        int[] over = random.ints(0, dims.length)
                .limit(between(random, 1, dims.length))
                .distinct()
                .map(axis -> random.nextBoolean() ? axis : axis - dims.length)
                .toArray();
        boolean keep = random.nextBoolean();
        Tensor x = spread(dims);
        check(in -> Reductions.sum(in.get(0), keep, over), x);
        check(in -> Reductions.mean(in.get(0), keep, over), x);
        check(in -> Reductions.max(in.get(0), keep, over), x);
        check(in -> Reductions.min(in.get(0), keep, over), x);
        check(in -> Reductions.prod(in.get(0), keep, over), x);
        check(in -> Reductions.logsumexp(in.get(0), keep, over), x);
        check(in -> Reductions.var(in.get(0), 0, keep, over), x);
        check(in -> in.get(0).softmax(over[0]), x);
        check(in -> in.get(0).logSoftmax(over[0]), x);
    }

    @Property
    void gradientsOfResizingsAreRight(@ForAll Random random) {
        int rank = between(random, 1, 3);
        Tensor x = spread(shape(1, 2, draw(random, rank, 1, 3)));
        int[] size = draw(random, rank, 1, 4);
        double factor = pick(random, 1.0, 1.3, 1.75, 2.0, 2.5);
        boolean corners = random.nextBoolean();
        check(in -> Interpolate.nearest(in.get(0), size), x);
        check(in -> Interpolate.nearestScaled(in.get(0), factor), x);
        check(in -> Interpolate.linear(in.get(0), corners, size), x);
        check(in -> Interpolate.linearScaled(in.get(0), corners, factor), x);
    }

    @Property
    void gradientsOfPaddingsAndSlicesAreRight(@ForAll Random random) {
        int rank = between(random, 1, 3);
        Tensor x = spread(draw(random, rank, 3, 4));
        int[] before = draw(random, rank, -1, 1);
        int[] after = draw(random, rank, -1, 1);
        PaddingMode mode = pick(random, PaddingMode.values());
        int axis = random.nextInt(rank);
        int step = between(random, 1, 3);
        check(in -> Pad.pad(in.get(0), mode, before, after), x);
        check(in -> Pad.constant(in.get(0), 0.5, before, after), x);
        check(in -> Slice.slice(in.get(0), axis, -3, null, step), x);
    }

    @Property
    void gradientsOfLossesAreRight(@ForAll Random random) {
        int classes = between(random, 1, 4);
        int[] dims = shape(between(random, 1, 3), classes, draw(random, random.nextInt(3), 1, 2));
        Tensor x = spread(dims);
        Reduction reduction = pick(random, Reduction.values());
        NDArray weight = positive(classes).value();
        ClassLossOptions options = ClassLossOptions.DEFAULTS
                .reduction(reduction)
                .weight(random.nextBoolean() ? weight : null)
                .labelSmoothing(pick(random, 0.0, 0.1, 0.5));
        Shape places = x.shape().reduced(new int[] {1}, false);
        IntArray labels = IntArray.wrap(places, draw(random, places.size(), 0, classes - 1));
        NDArray perLastAxis = positive(dims[dims.length - 1]).value();
        BinaryLossOptions binary =
                BinaryLossOptions.DEFAULTS.reduction(reduction).weight(perLastAxis);
        Tensor t = fractions(dims);
        check(in -> Losses.crossEntropy(in.get(0), labels, options), x);
        check(in -> Losses.crossEntropy(in.get(0), t, options), x);
        check(
                in -> Losses.binaryCrossEntropy(in.get(0), t, binary),
                fractions(dims).add(0.05));
        check(in -> Losses.binaryCrossEntropyWithLogits(in.get(0), t, binary.positiveWeight(perLastAxis)), x);
        check(in -> Losses.klDiv(in.get(0), t, false, reduction), x);
        check(in -> Losses.klDiv(in.get(0), t, true, reduction), x);
    }

    private static void check(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        CHECK.check(function, List.of(inputs)).requirePassed();
    }

    private static ConvOptions windows(Random random, int... kernel) {
        return ConvOptions.kernel(kernel)
                .stride(draw(random, kernel.length, 1, 3))
                .dilation(draw(random, kernel.length, 1, 2));
    }

    /** The cells that a window spans along an axis. */
    private static int extent(ConvOptions options, int i) {
        return options.dilation().get(i) * (options.kernel().get(i) - 1) + 1;
    }

    private static int[] shape(int first, int second, int... rest) {
        int[] dims = new int[rest.length + 2];
        dims[0] = first;
        dims[1] = second;
        System.arraycopy(rest, 0, dims, 2, rest.length);
        return dims;
    }

    private static int[] axes(int rank, IntUnaryOperator of) {
        int[] numbers = new int[rank];
        Arrays.setAll(numbers, of);
        return numbers;
    }

    private static int[] draw(Random random, int count, int least, int most) {
        return axes(count, i -> between(random, least, most));
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
