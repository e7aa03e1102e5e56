package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import dev.adjoint.op.ArgMax;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Reductions;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Float32 numbers that are very large, very small, infinite or NaN, and empty batches. The expected results are those
 * of PyTorch 1.13. Where PyTorch's own float32 arithmetic strays from the definition, the results follow the
 * definition.
 */
class ExtremeNumbersTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final double LARGE = 3e38f;
    private static final double TINY = 1e-40f;
    private static final BinaryLossOptions EACH = BinaryLossOptions.DEFAULTS.reduction(Reduction.NONE);

    private static Tensor of(double... numbers) {
        return new Tensor(NDArray.wrap(Shape.of(numbers.length), numbers)).to(DType.FLOAT32);
    }

    private static Tensor line(double... numbers) {
        return of(numbers).reshape(1, 1, numbers.length);
    }

    private static double[] numbers(double... numbers) {
        return numbers;
    }

    private static Arguments gives(String what, Tensor result, double... expected) {
        return Arguments.of(what, result, expected);
    }

    static Stream<Arguments> softmaxes() {
        return Stream.of(
                gives("softmax of thousands", of(1000, -1000, 0).softmax(0), 1, 0, 0),
                gives("its logarithm", of(1000, -1000, 0).logSoftmax(0), 0, -2000, -1000),
                gives("softmax of the largest", of(LARGE, -LARGE, 0).softmax(0), 1, 0, 0),
                gives("its logarithm, which overflows", of(LARGE, -LARGE, 0).logSoftmax(0), 0, -INF, -LARGE),
                gives("softmax without one class", of(-INF, 0, 1).softmax(0), 0, 0.26894142, 0.73105858),
                gives("its logarithm", of(-INF, 0, 1).logSoftmax(0), -INF, -1.31326169, -0.31326169),
                gives("softmax of infinity", of(INF, 0, 1).softmax(0), NAN, NAN, NAN),
                gives("softmax of no class at all", of(-INF, -INF).softmax(0), NAN, NAN),
                gives("softmax of NaN", of(NAN, 0).softmax(0), NAN, NAN),
                gives("softmax of subnormals", of(TINY, TINY).softmax(0), 0.5, 0.5),
                gives("log-sum-exp of thousands", Reductions.logsumexp(of(1000, 1000), false, 0), 1000.6931472),
                gives("log-sum-exp of infinity", Reductions.logsumexp(of(INF, 1), false, 0), INF),
                gives("log-sum-exp of no class", Reductions.logsumexp(of(-INF, -INF), false, 0), -INF));
    }

    static Stream<Arguments> losses() {
        Tensor logits = of(1e4, -1e4, 1e4, LARGE);
        Tensor classes = of(1e4, -1e4, LARGE, -LARGE, -INF, 0).reshape(3, 2);
        return Stream.of(
                gives(
                        "binary cross-entropy of logits",
                        Losses.binaryCrossEntropyWithLogits(logits, of(0, 1, 1, 0), EACH),
                        1e4,
                        1e4,
                        0,
                        LARGE),
                gives(
                        "its gradient",
                        gradient(
                                of(1e4, -1e4, 0),
                                x -> Losses.binaryCrossEntropyWithLogits(x, of(0, 1, 1), EACH)
                                        .sum()),
                        1,
                        -1,
                        -0.5),
                gives(
                        "binary cross-entropy of sure probabilities",
                        Losses.binaryCrossEntropy(of(0, 1, 1, 0, TINY), of(1, 0, 1, 0, 1), EACH),
                        100,
                        100,
                        0,
                        0,
                        92.10341),
                gives(
                        "cross-entropy",
                        Losses.crossEntropy(
                                classes, IntArray.of(1, 0, 1), ClassLossOptions.DEFAULTS.reduction(Reduction.NONE)),
                        2e4,
                        0,
                        0),
                gives(
                        "its gradient",
                        gradient(of(1e4, -1e4), x -> Losses.crossEntropy(x.reshape(1, 2), IntArray.of(1))),
                        1,
                        -1),
                gives(
                        "cross-entropy, all ignored",
                        Losses.crossEntropy(of(0, 0).reshape(1, 2), IntArray.of(-100)),
                        NAN));
    }

    static Stream<Arguments> windows() {
        PoolOptions two = PoolOptions.kernel(2);
        return Stream.of(
                gives("the largest of NaN", Pool.max(line(1, NAN, 3, 2), two), NAN, 3),
                gives("the mean of infinities", Pool.average(line(INF, -INF, 1, LARGE), two), NAN, LARGE / 2),
                gives("zero weights on NaN and infinity", conv(line(1, NAN, 3, INF), 0, 1, 0), NAN, NAN, NAN),
                gives("infinite weights on padding", conv(line(1, 2), 1, INF, 1), NAN, INF, INF),
                gives("subnormals", conv(line(TINY, TINY), 0, 1, 1), 2 * TINY),
                gives(
                        "a channel of huge numbers",
                        Norms.layerNorm(of(1e20, -1e20), Shape.of(2), null, null, 1e-5),
                        1,
                        -1),
                gives(
                        "a channel far from 0",
                        Norms.layerNorm(of(1e6 + 1, 1e6 + 2, 1e6 + 3), Shape.of(3), null, null, 0),
                        -1.2247449,
                        0,
                        1.2247449),
                gives("a constant channel", Norms.layerNorm(of(1e6, 1e6), Shape.of(2), null, null, 1e-5), 0, 0));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                gives("sum of the largest", of(LARGE, LARGE).sum(), INF),
                gives(
                        "sum of large numbers that cancel",
                        of(LARGE, LARGE, -LARGE, -LARGE).sum(),
                        0),
                gives(
                        "variance of numbers far from 0",
                        of(1e6 + 1, 1e6 + 2, 1e6 + 3).var(),
                        1),
                gives("variance of one number", of(1).var(), NAN),
                gives("the largest of NaN", of(1, NAN, 2).max(), NAN),
                gives("the larger of NaN", of(1, NAN).maximum(of(NAN, 2)), NAN, NAN),
                gives("clamped", of(NAN, INF, -INF).clamp(0, 1), NAN, 1, 0),
                gives("rectified", of(NAN, -1, INF, -INF).relu(), NAN, 0, INF, 0),
                gives("powers", of(0, INF, -1, NAN).pow(of(0, 0, 0.5, 0)), 1, 1, NAN, 1),
                gives("divisions by 0", of(0, 1, -1).div(of(0, 0, 0)), NAN, INF, -INF),
                gives("slope of the root at 0", gradient(of(0), x -> x.sqrt().sum()), INF),
                gives("halved subnormals", of(TINY, 3e-45f).mul(0.5), TINY / 2, 1.4e-45f),
                gives("logarithm of a subnormal", of(TINY).log(), -92.103409),
                gives("root of a subnormal", of(TINY).sqrt(), 9.999973e-21));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"softmaxes", "losses", "windows", "others"})
    void giveWhatPyTorchGives(String what, Tensor result, double... expected) {
        double[] actual = result.value().toDoubleArray();
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i]) && expected[i] != 0) {
                assertThat(actual[i]).isCloseTo(expected[i], within(Math.max(2e-7 * Math.abs(expected[i]), 1.5e-45)));
            } else {
                assertThat(actual[i] + 0.0).isEqualTo(Double.valueOf(expected[i]));
            }
        }
    }

    private static Tensor conv(Tensor x, int padding, double... weight) {
        return Conv.conv(x, line(weight), ConvOptions.DEFAULTS.padding(padding));
    }

    private static Tensor gradient(Tensor x, UnaryOperator<Tensor> function) {
        try (Tape tape = Tape.record()) {
            return tape.gradients(function.apply(x), x).get(0);
        }
    }

    @Test
    void firstNaNIsTheLargest() {
        assertThat(ArgMax.argmax(of(1, NAN, 2, NAN), 0).at(0)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Reduction.class)
    void lossOfNoSamplesIsNaNAsAMeanAndZeroAsASum(Reduction reduction) {
        Tensor none = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(0, 3)));
        double[] expected = switch (reduction) {
            case NONE -> numbers();
            case SUM -> numbers(0);
            default -> numbers(NAN);
        };
        for (Tensor loss : new Tensor[] {
            Losses.crossEntropy(none, IntArray.of(), ClassLossOptions.DEFAULTS.reduction(reduction)),
            Losses.mse(none, none, reduction),
            Losses.binaryCrossEntropyWithLogits(none, none, BinaryLossOptions.DEFAULTS.reduction(reduction))
        }) {
            assertThat(loss.value().toDoubleArray()).containsExactly(expected);
        }
    }

    @Test
    void batchOfNoSamplesGoesThroughLayersAndTheirGradients() {
        Tensor none = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(0, 1, 5, 5)));
        Tensor weight = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(2, 1, 3, 3), 1));
        try (Tape tape = Tape.record()) {
            Tensor y = Pool.max(Conv.conv(none, weight, ConvOptions.DEFAULTS), PoolOptions.kernel(2));
            Tensor logits = y.flatten(1).matmul(new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(2, 3))));
            assertThat(logits.shape()).isEqualTo(Shape.of(0, 3));
            assertThat(tape.gradients(logits.sum(), weight).get(0).value().toDoubleArray())
                    .containsOnly(0);
        }
    }

    @Test
    void nothingSumsToZeroMultipliesToOneAndHasNoLargest() {
        Tensor none = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(0)));
        assertThat(none.sum().item()).isZero();
        assertThat(none.mean().item()).isNaN();
        assertThat(Reductions.prod(none, false, 0).item()).isEqualTo(1);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(none::max)
                .withMessage("max: expected at least one element to choose from, got [0] reduced over axes [0]");
    }

    /** Added one after another in float32, the sum would stop at 2^21, where 0.1 is less than half a last place. */
    @Test
    void sumsOfMillionsOfNumbersAreExactToTheLastPlace() {
        int n = 1 << 22;
        Tensor x = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(n / 2, 2), 0.1));
        float exact = (float) (n * (double) 0.1f);
        assertThat((float) x.sum().item()).isEqualTo(exact);
        assertThat(x.sum(0).value().toDoubleArray()).containsOnly(exact / 2);
        assertThat((float) x.mean().item()).isEqualTo(0.1f);
        assertThat(x.var().item()).isCloseTo(0, within(1e-12));
        assertThat((float)
                        gradient(Tensor.scalar(DType.FLOAT32, 0), b -> x.add(b).sum())
                                .item())
                .isEqualTo(n);
    }

    /** 2^20 windows for one channel, 2^18 for each of 16: one after another in float32 they would be 0.5 % off. */
    @ParameterizedTest
    @CsvSource({"1, 130", "16, 66"})
    void filterGradientsOverManyCellsAreAccurate(int channels, int side) {
        Tensor images = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(64, channels, side, side), 0.1));
        Tensor weight = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(channels, 1, 3, 3)));
        double exact = 64 * (side - 2) * (side - 2) * (double) 0.1f;
        Tensor gradient = gradient(
                weight,
                w -> Conv.conv(images, w, ConvOptions.DEFAULTS.groups(channels)).sum());
        for (double cell : gradient.value().toDoubleArray()) {
            assertThat(cell).isCloseTo(exact, withinPercentage(3e-3));
        }
    }

    @Test
    void filterGradientOverFourMillionWindowsOfOneImageIsAccurate() {
        int side = (1 << 11) + 2;
        Tensor image = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(1, 1, side, side), 0.1));
        Tensor weight = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(1, 1, 3, 3)));
        Tensor gradient =
                gradient(weight, w -> Conv.conv(image, w, ConvOptions.DEFAULTS).sum());
        for (double cell : gradient.value().toDoubleArray()) {
            assertThat(cell).isCloseTo((1 << 22) * (double) 0.1f, withinPercentage(5e-3));
        }
    }

    @Test
    void averageOfAMillionCellsIsExactToTheLastPlace() {
        float[] cells = new float[1 << 20];
        Arrays.fill(cells, 0.1f);
        Tensor image = new Tensor(NDArray.wrap(Shape.of(1, 1, 1 << 10, 1 << 10), cells));
        assertThat((float) Pool.globalAverage(image).item()).isEqualTo(0.1f);
    }
}
