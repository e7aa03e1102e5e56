package dev.adjoint.suite.gradients;

import static dev.adjoint.PaddingMode.CIRCULAR;
import static dev.adjoint.PaddingMode.REFLECT;
import static dev.adjoint.PaddingMode.REPLICATE;
import static dev.adjoint.PaddingMode.ZEROS;
import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static dev.adjoint.suite.gradients.Example.fractions;
import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.Axes;
import dev.adjoint.ConvOptions;
import dev.adjoint.GradCheck;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.PoolCase;
import dev.adjoint.jqwik.ShapeOf;
import dev.adjoint.jqwik.TensorOf;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Reductions;
import dev.adjoint.op.Slice;
import dev.adjoint.op.Unfold;
import dev.adjoint.window.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** First- and second-order gradients of everything that has settings, at random settings. */
@PropertyDefaults(tries = 40)
class RandomSettingsTest {
    /** Inputs of more than a few elements along some directions, which notice a wrong element as well. */
    private static final GradCheck CHECK = GradCheck.DEFAULTS.order(2).directionsAbove(8, 3);

    @Property
    void gradientsOfConvolutionsAreRight(
            @ForAll
                    @ConvOf(
                            modes = {ZEROS, REFLECT, REPLICATE, CIRCULAR},
                            maxGroups = 3)
                    ConvCase c) {
        check(in -> in.get(0).conv(in.get(1), c.options()), c.input(), c.weight());
    }

    @Property
    void gradientsOfConvolutionsThatKeepTheSizeAreRight(
            @ForAll
                    @ConvOf(
                            modes = {ZEROS, REFLECT, REPLICATE, CIRCULAR},
                            maxPadding = 0)
                    ConvCase c) {
        ConvOptions same = c.options().padding(Padding.SAME);
        check(in -> in.get(0).conv(in.get(1), same), c.input(), c.weight());
    }

    @Property
    void gradientsOfTransposedConvolutionsAreRight(
            @ForAll @ConvOf(maxGroups = 3) ConvCase c, @ForAll @IntRange(max = 2) int extra) {
        int[] more = axes(c.axes(), i -> {
            Axis axis = c.geometry().axis(i);
            return Math.max(axis.leftOver(), Math.min(extra, Math.max(axis.stride(), axis.dilation()) - 1));
        });
        TransposeOptions transpose = TransposeOptions.of(c.options()).outputPadding(more);
        check(in -> in.get(0).convTranspose(in.get(1), transpose), c.outputGradient(), c.weight());
    }

    @Property
    void gradientsOfPoolingsAreRight(@ForAll PoolCase c) {
        check(in -> in.get(0).maxPool(c.options().axes(c.axes())), c.input());
        check(in -> in.get(0).avgPool(c.options().axes(c.axes())), c.input());
    }

    @Property
    void gradientsOfPoolingsByPowersAreRight(@ForAll PoolCase c, @ForAll("powers") double p) {
        Assume.that(c.options().padding().before().stream().allMatch(cells -> cells == 0));
        check(
                in -> in.get(0).lpPool(p, c.options().axes(c.axes())),
                c.input().abs().add(0.5));
    }

    @Provide
    Arbitrary<Double> powers() {
        return Arbitraries.of(1.0, 1.5, 2.0, 3.0);
    }

    @Property
    void gradientsOfAdaptivePoolingsAreRight(@ForAll PoolCase c, @ForAll @IntRange(min = 1, max = 4) int first) {
        int[] size = axes(c.axes(), i -> 1 + (first + i) % 4);
        check(in -> in.get(0).adaptiveAvgPool(Shape.of(size)), c.input());
        check(in -> in.get(0).adaptiveMaxPool(Shape.of(size)), c.input());
    }

    @Property
    void gradientsOfUnfoldingsAreRight(@ForAll @ConvOf(maxGroups = 1) ConvCase c) {
        Tensor columns = c.input().unfold(c.axes(), c.options());
        int[] size = axes(c.axes(), i -> c.inputShape().dim(i + 2));
        check(in -> in.get(0).unfold(c.axes(), c.options()), c.input());
        check(in -> Unfold.fold(in.get(0), size, c.options()), columns);
    }

    @Property
    void gradientsOfNormalisationsAreRight(@ForAll Random random) {
        int groups = between(random, 1, 3);
        int channels = groups * between(random, 1, 2);
        // Any two elements become 1 and -1, so their derivatives are nothing but rounding.
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
            check(in -> in.get(0).groupNorm(groups, in.get(1), in.get(2), eps), x, weight, bias);
            check(in -> in.get(0).layerNorm(trailing, in.get(1), null, eps), x, spread(trailing.dims()));
        } else {
            check(in -> Norms.batchNorm(in.get(0), null, null, eps).output(), x);
            check(in -> Norms.instanceNorm(in.get(0), null, null, eps).output(), x);
            check(in -> in.get(0).groupNorm(groups, null, null, eps), x);
            check(in -> in.get(0).layerNorm(trailing, null, null, eps), x);
        }
    }

    @Property
    void gradientsOfReductionsAreRight(
            @ForAll @TensorOf(distinct = 0.03, kinks = 0) @ShapeOf(minRank = 1, maxDim = 3) Tensor x,
            @ForAll boolean keep,
            @ForAll Random random) {
        int[] over = random.ints(0, x.rank())
                .limit(between(random, 1, x.rank()))
                .distinct()
                .map(axis -> random.nextBoolean() ? axis : axis - x.rank())
                .toArray();
        check(in -> Reductions.sum(in.get(0), keep, over), x);
        check(in -> Reductions.mean(in.get(0), keep, over), x);
        check(in -> Reductions.max(in.get(0), keep, over), x);
        check(in -> Reductions.min(in.get(0), keep, over), x);
        check(in -> Reductions.prod(in.get(0), keep, over), x);
        check(in -> Reductions.logsumexp(in.get(0), keep, over), x);
        check(in -> in.get(0).var(0, Axes.of(over)), x);
        check(in -> in.get(0).softmax(over[0]), x);
        check(in -> in.get(0).logSoftmax(over[0]), x);
    }

    @Property
    void gradientsOfResizingsAreRight(
            @ForAll @ShapeOf(minRank = 3, maxRank = 5, maxDim = 3) Tensor x,
            @ForAll @IntRange(min = 1, max = 4) int first,
            @ForAll boolean corners,
            @ForAll("factors") double factor) {
        int[] size = axes(x.rank() - 2, i -> 1 + (first + i) % 4);
        check(in -> Interpolate.nearest(in.get(0), size), x);
        check(in -> Interpolate.nearestScaled(in.get(0), factor), x);
        check(in -> Interpolate.linear(in.get(0), corners, size), x);
        check(in -> Interpolate.linearScaled(in.get(0), corners, factor), x);
    }

    @Provide
    Arbitrary<Double> factors() {
        return Arbitraries.of(1.0, 1.3, 1.75, 2.0, 2.5);
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
        check(in -> in.get(0).pad(mode, before, after), x);
        check(in -> in.get(0).pad(0.5, before, after), x);
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
        assertGradientsMatch(CHECK, function, inputs);
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
