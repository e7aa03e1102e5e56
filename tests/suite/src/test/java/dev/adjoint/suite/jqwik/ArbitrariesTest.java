package dev.adjoint.suite.jqwik;

import static dev.adjoint.jqwik.AdjointArbitraries.batches;
import static dev.adjoint.jqwik.AdjointArbitraries.convolutions;
import static dev.adjoint.jqwik.AdjointArbitraries.networks;
import static dev.adjoint.jqwik.AdjointArbitraries.poolings;
import static dev.adjoint.jqwik.AdjointArbitraries.shapes;
import static dev.adjoint.jqwik.AdjointArbitraries.tensors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import dev.adjoint.jqwik.BatchOf;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.LabelsOf;
import dev.adjoint.jqwik.NetworkCase;
import dev.adjoint.jqwik.NetworkOf;
import dev.adjoint.jqwik.PoolCase;
import dev.adjoint.jqwik.PoolOf;
import dev.adjoint.jqwik.ShapeOf;
import dev.adjoint.jqwik.ShapePair;
import dev.adjoint.jqwik.TensorOf;
import dev.adjoint.nn.Layer;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Samples follow their settings, include all kinds that matter, and include the edge cases. */
class ArbitrariesTest {
    @Property
    void shapesKeepTheirBounds(
            @ForAll @ShapeOf(minRank = 1, maxRank = 3, minDim = 2, maxDim = 5, maxSize = 20) Shape s) {
        assertThat(s.rank()).isBetween(1, 3);
        assertThat(Arrays.stream(s.dims())).allMatch(dim -> dim >= 2 && dim <= 5);
        assertThat(s.size()).isLessThanOrEqualTo(s.rank() < 3 ? 20 : 2 * 2 * 10);
    }

    @Property
    void pairsOfShapesBroadcast(@ForAll @ShapeOf(minDim = 0) ShapePair pair) {
        assertThat(pair.common().rank())
                .isEqualTo(Math.max(pair.first().rank(), pair.second().rank()));
    }

    @Property
    void tensorsKeepTheirBounds(
            @ForAll
                    @TensorOf(
                            min = -1,
                            max = 3,
                            kinks = {0, 1},
                            margin = 0.25)
                    Tensor x) {
        assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(Arrays.stream(x.value().doubles()))
                .allMatch(e -> e >= -1 && e <= 3 && Math.abs(e) >= 0.25 && Math.abs(e - 1) >= 0.25);
    }

    @Property
    void distinctElementsAreApart(
            @ForAll @TensorOf(distinct = 0.3, dtype = DType.FLOAT32) @ShapeOf(maxRank = 2) Tensor x) {
        assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(x.rank()).isLessThanOrEqualTo(2);
        double[] sorted = Arrays.stream(x.value().toDoubleArray()).sorted().toArray();
        for (int i = 1; i < sorted.length; i++) {
            assertThat(sorted[i] - sorted[i - 1]).isGreaterThanOrEqualTo(0.3);
        }
    }

    @Example
    void rangesOfAnyMagnitudeHaveElements() {
        double[][] ranges = {{0, 1e-300}, {-1e308, 1e308}, {1e16, 1e16 + 4}, {-3, -2.999}, {0.1, 0.3}};
        for (double[] range : ranges) {
            List<Tensor> tensors = samples(tensors().shape(4).between(range[0], range[1]));
            assertThat(tensors)
                    .allSatisfy(x -> assertThat(Arrays.stream(x.value().doubles()))
                            .allMatch(e -> e >= range[0] && e <= range[1]));
            assertThat(tensors.stream()
                            .flatMapToDouble(x -> Arrays.stream(x.value().doubles()))
                            .distinct()
                            .count())
                    .isGreaterThan(2);
        }
    }

    @Example
    void manyElementsCanBeDistinctByLittle() {
        Tensor x = tensors().shape(50, 100).distinct(1e-9).sample();

        assertThat(Arrays.stream(x.value().doubles()).distinct().count()).isEqualTo(5000);
    }

    @Example
    void specialValuesAreMixedIn() {
        Arbitrary<Tensor> special = tensors().withSpecialValues();
        for (Predicate<Double> kind : List.<Predicate<Double>>of(
                e -> e.isNaN(),
                e -> e.isInfinite() && e > 0,
                e -> e.isInfinite() && e < 0,
                e -> e == 0 && 1 / e < 0,
                e -> e == Double.MIN_VALUE,
                e -> e == -Double.MAX_VALUE,
                e -> Math.abs(e) <= 2)) {
            assertThat(samples(special))
                    .anyMatch(x -> Arrays.stream(x.value().doubles()).anyMatch(kind::test));
        }
    }

    @Example
    void tooManyDistinctElementsAreRefused() {
        assertThatThrownBy(() -> tensors().shape(10).distinct(0.5).sample())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("tensors: no room for 10 elements from -2.0 to 2.0, 0.5 apart: there are 9");
    }

    @Example
    void settingsOutsideTheirRangeAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> shapes().rank(2, 1),
                () -> shapes().dims(-1, 1),
                () -> shapes().maxSize(0),
                () -> tensors().between(1, 1),
                () -> tensors().between(0, Double.NaN),
                () -> tensors().distinct(0),
                () -> tensors().awayFrom(-1, 0),
                () -> convolutions().axes(1, 4),
                () -> convolutions().kernel(0, 1),
                () -> convolutions().modes(),
                () -> poolings().axes(0, 2),
                () -> networks().axes(-1, 2),
                () -> batches().samples(3, 2),
                () -> batches().classes(0))) {
            assertThatThrownBy(wrong::run).isInstanceOf(ArgumentException.class);
        }
    }

    @Example
    void settingsChangeACopyAlone() {
        var all = shapes();
        all.rank(0);

        assertThat(samples(all)).anyMatch(shape -> shape.rank() > 0);
    }

    @Property
    void convolutionsFitTheirInputs(
            @ForAll @ConvOf(modes = {PaddingMode.ZEROS, PaddingMode.CIRCULAR, PaddingMode.REFLECT}) ConvCase c) {
        Tensor y = Conv.conv(c.input(), c.weight(), c.options());

        assertThat(Conv.conv(c.input(), c.weight(), c.bias(), c.options()).shape())
                .isEqualTo(c.outputShape());
        assertThat(c.outputGradient().shape()).isEqualTo(c.outputShape());
        if (c.options().mode() == PaddingMode.ZEROS) {
            assertThat(Conv.convTranspose(y, c.weight(), c.transposed()).shape())
                    .isEqualTo(c.inputShape());
        }
    }

    @Example
    void convolutionsAreOfEveryKind() {
        List<ConvCase> cases = samples(convolutions());
        for (Predicate<ConvCase> kind : List.<Predicate<ConvCase>>of(
                c -> c.axes() == 1,
                c -> c.axes() == 3,
                c -> c.options().groups() > 1,
                c -> c.geometry().isDepthwise(),
                c -> c.geometry().isPointwise(),
                c -> c.geometry().axis(0).leftOver() > 0,
                c -> c.geometry().axis(0).kernel() == 2,
                c -> c.geometry().axis(0).stride() > c.geometry().axis(0).extent(),
                c -> c.geometry().axis(0).before() != c.geometry().axis(0).after(),
                c -> c.geometry().axis(0).input() < c.geometry().axis(0).before(),
                c -> c.geometry().axis(0).before() >= c.geometry().axis(0).extent(),
                c -> c.geometry().axis(0).stride() > 1 && c.geometry().axis(0).dilation() > 1)) {
            assertThat(cases).anyMatch(kind);
        }
    }

    @Example
    void boundsOfConvolutionsHold() {
        List<ConvCase> cases = samples(convolutions()
                .axes(2, 2)
                .maxBatch(1)
                .maxGroups(1)
                .maxChannels(1)
                .maxWindows(4)
                .kernel(2, 5)
                .maxStride(1)
                .maxDilation(1)
                .maxPadding(0));
        assertThat(cases).allSatisfy(c -> {
            assertThat(c.inputShape().rank()).isEqualTo(4);
            assertThat(c.inputShape().size(0, 2)).isEqualTo(1);
            assertThat(c.options().stride()).containsOnly(1);
            assertThat(c.options().dilation()).containsOnly(1);
            assertThat(c.options().padding().before()).containsOnly(0);
        });
        assertThat(cases)
                .allMatch(c -> c.weightShape().dim(2) >= 2)
                .anyMatch(c -> c.weightShape().dim(2) == 5)
                .anyMatch(c -> c.outputShape().dim(3) == 4);
    }

    @Property
    void poolingsFitTheirInputs(@ForAll PoolCase c) {
        assertThat(Pool.average(c.inputWithTies(), c.options()).shape()).isEqualTo(c.outputShape());
        assertThat(c.outputGradient().shape()).isEqualTo(c.outputShape());
        assertThat(Arrays.stream(c.input().value().doubles()).distinct().count())
                .isEqualTo(c.inputShape().size());
        assertThat(Arrays.stream(c.inputWithTies().value().doubles())).allMatch(e -> e < 0);
    }

    @Example
    void poolingsAreOfEveryKind() {
        List<PoolCase> cases = samples(poolings());
        for (Predicate<PoolCase> kind : List.<Predicate<PoolCase>>of(
                c -> c.axes() == 1,
                c -> c.axes() == 3,
                c -> c.options().ceilMode(),
                c -> !c.options().countIncludePad(),
                c -> c.options().divisor() < 0,
                c -> c.options().padding().before().get(0) > 0,
                c -> c.options().dilation().get(0) > 1 && c.options().kernel().get(0) > 1,
                ArbitrariesTest::hangsOver)) {
            assertThat(cases).anyMatch(kind);
        }
    }

    private static boolean hangsOver(PoolCase c) {
        PoolOptions floor = c.options().ceilMode(false);
        try {
            return !new PoolCase(c.inputShape(), floor, 0).outputShape().equals(c.outputShape());
        } catch (ShapeException noWindowFits) {
            return true;
        }
    }

    @Example
    void boundsOfPoolingsHold() {
        Arbitrary<PoolCase> bounded = poolings()
                .axes(1, 1)
                .maxBatch(1)
                .maxChannels(1)
                .maxWindows(1)
                .kernel(1, 4)
                .maxStride(1)
                .maxDilation(1);
        assertThat(samples(bounded)).allSatisfy(c -> {
            assertThat(c.inputShape().rank()).isEqualTo(3);
            assertThat(c.inputShape().size(0, 2)).isEqualTo(1);
            assertThat(c.options().stride()).containsOnly(1);
        });
    }

    @Property
    void annotatedPoolingsKeepTheirBounds(@ForAll @PoolOf(minAxes = 2, maxAxes = 2, maxKernel = 1) PoolCase c) {
        assertThat(c.options().kernel()).containsExactly(1, 1);
    }

    @Property
    void labelsAreClasses(
            @ForAll
                    @LabelsOf(
                            classes = 4,
                            shape = {2, 3})
                    IntArray labels) {
        assertThat(labels.shape()).isEqualTo(Shape.of(2, 3));
        labels.requireBelow("labels", 4);
    }

    @Property
    void batchesHoldSamplesAndLabels(
            @ForAll
                    @BatchOf(
                            minSamples = 0,
                            maxSamples = 3,
                            sample = {1, 2},
                            classes = 2,
                            dtype = DType.FLOAT64)
                    Batch b) {
        assertThat(b.inputs().shape()).isEqualTo(Shape.of(b.size(), 1, 2));
        assertThat(b.size()).isLessThanOrEqualTo(3);
        assertThat(b.labels().shape()).isEqualTo(Shape.of(b.size()));
        b.labels().requireBelow("labels", 2);
    }

    @Property(tries = 50)
    void networksTakeTheirInputs(@ForAll @NetworkOf(maxAxes = 3, dtype = DType.FLOAT32) NetworkCase c) {
        Layer network = c.network();

        Tensor y = network.forward(c.input());

        assertThat(y.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(c.network().forward(c.input()).value().sameBits(y.value())).isTrue();
    }

    @Example
    void networksAreMadeOfManyKinds() {
        List<NetworkCase> cases = samples(networks());
        for (String kind :
                List.of("Tanh", "Linear", "Residual", "Conv1d", "Conv2d", "BatchNorm1d", "MaxPool", "Relu")) {
            assertThat(cases).anyMatch(c -> c.architecture().contains("\"" + kind));
        }
        assertThat(samples(networks().smooth()))
                .noneMatch(c ->
                        c.architecture().contains("Relu") || c.architecture().contains("MaxPool"));
    }

    @Example
    void theSameSeedGivesTheSameNumbers() {
        ConvOptions options = ConvOptions.kernel(2);
        ConvCase c = new ConvCase(Shape.of(1, 1, 4), Shape.of(1, 1, 2), options, 3);

        assertThat(c.input()
                        .value()
                        .sameBits(new ConvCase(c.inputShape(), c.weightShape(), options, 3)
                                .input()
                                .value()))
                .isTrue();
        assertThat(c.input()
                        .value()
                        .sameBits(new ConvCase(c.inputShape(), c.weightShape(), options, 4)
                                .input()
                                .value()))
                .isFalse();
        assertThat(new ConvCase(c.inputShape(), c.weightShape(), options, 0)
                        .input()
                        .value()
                        .doubles())
                .containsExactly(1, 2, 3, 4);
    }

    @Example
    void aCaseWhosePartsDoNotFitIsRefused() {
        assertThatThrownBy(() -> new ConvCase(Shape.of(1, 2, 4), Shape.of(1, 1, 2), ConvOptions.kernel(2), 0))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new PoolCase(Shape.of(1, 1, 1), PoolOptions.kernel(2), 0))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new ShapePair(Shape.of(2), Shape.of(3))).isInstanceOf(ShapeException.class);
    }

    @Example
    void edgeCasesShrinkLikeAllOthers() {
        for (Arbitrary<?> arbitrary : List.of(shapes(), tensors(), convolutions(), poolings(), batches())) {
            assertThat(arbitrary.edgeCases().size()).isGreaterThan(1);
            assertThat(arbitrary.edgeCases())
                    .anyMatch(edge -> edge.shrink().findAny().isEmpty())
                    .anyMatch(edge -> edge.shrink().findAny().isPresent());
        }
    }

    private static <T> List<T> samples(Arbitrary<T> arbitrary) {
        RandomGenerator<T> generator = arbitrary.generator(1000, true);
        Random random = new Random(1);
        return Stream.generate(() -> generator.next(random))
                .limit(1000)
                .map(Shrinkable::value)
                .toList();
    }
}
