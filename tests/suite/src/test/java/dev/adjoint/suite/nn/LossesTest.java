package dev.adjoint.suite.nn;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses: first- and second-order gradients, extreme numbers, and refused arguments. */
class LossesTest {
    private static final Shape SHAPE = Shape.of(3, 4, 2);
    private static final IntArray LABELS = IntArray.of(Shape.of(3, 2), 0, 3, 1, -100, 2, 2);
    private static final NDArray CLASS_WEIGHT = NDArray.of(Shape.of(4), 0.5, 2.0, 1.0, 0.25);
    private static final NDArray WEIGHT = NDArray.of(Shape.of(2), 0.5, 2.0);

    static Stream<Arguments> lossesOfLogits() {
        Tensor target = new Tensor(uniform(SHAPE, 0.1, 0.9, 7));
        ClassLossOptions smoothed =
                ClassLossOptions.DEFAULTS.weight(CLASS_WEIGHT).labelSmoothing(0.1);
        BinaryLossOptions weighted = BinaryLossOptions.DEFAULTS.weight(WEIGHT).positiveWeight(WEIGHT);
        return Stream.of(
                loss("mse", x -> Losses.mse(x, target)),
                loss("smooth l1", x -> Losses.smoothL1(x, target, 0.5, Reduction.SUM)),
                loss("huber", x -> Losses.huber(x, target, 0.5, Reduction.MEAN)),
                loss("cross entropy", x -> Losses.crossEntropy(x, LABELS)),
                loss("cross entropy, smoothed", x -> Losses.crossEntropy(x, LABELS, smoothed)),
                loss(
                        "cross entropy, not reduced",
                        x -> Losses.crossEntropy(x, LABELS, smoothed.reduction(Reduction.NONE))),
                loss("cross entropy of probabilities", x -> Losses.crossEntropy(x, target, smoothed)),
                loss("nll", x -> Losses.nll(x, LABELS, ClassLossOptions.DEFAULTS.weight(CLASS_WEIGHT))),
                loss("binary with logits", x -> Losses.binaryCrossEntropyWithLogits(x, target)),
                loss("binary with logits, weighted", x -> Losses.binaryCrossEntropyWithLogits(x, target, weighted)),
                loss("kl", x -> Losses.klDiv(x, target, false, Reduction.BATCH_MEAN)),
                loss("kl of logarithms", x -> Losses.klDiv(x, target.log(), true, Reduction.MEAN)));
    }

    private static Arguments loss(String name, UnaryOperator<Tensor> function) {
        return Arguments.of(name, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lossesOfLogits")
    void gradientsOfBothOrdersAreRight(String name, UnaryOperator<Tensor> loss) {
        Tensor x = new Tensor(uniform(SHAPE, -2, 2, 8));
        assertGradientsMatch(loss, x);
    }

    @Test
    void gradientsOfBothOrdersAreRightForProbabilities() {
        Tensor target = new Tensor(uniform(SHAPE, 0, 1, 9));
        Tensor x = new Tensor(uniform(SHAPE, 0.1, 0.9, 10));
        BinaryLossOptions weighted = BinaryLossOptions.DEFAULTS.weight(WEIGHT);
        assertGradientsMatch(p -> Losses.binaryCrossEntropy(p, target, weighted), x);
    }

    @Test
    void secondDerivativeOfTheBinaryLossAtLogitZeroIsAQuarter() {
        Tensor x = Tensor.of(new double[] {0}, 1);
        try (Tape tape = Tape.record()) {
            Tensor loss = Losses.binaryCrossEntropyWithLogits(x, Tensor.of(new double[] {1}, 1));
            Tensor first = tape.from(loss).differentiable().gradients(x).get(0);
            Tensor second = tape.from(first).gradients(x).get(0);
            assertThat(loss.item()).isCloseTo(Math.log(2), within(1e-15));
            assertThat(first.item()).isEqualTo(-0.5);
            assertThat(second.item()).isEqualTo(0.25);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void extremeLogitsOverflowNowhere(DType dtype) {
        double huge = dtype == DType.FLOAT32 ? 1e37 : 1e300;
        NDArray x = NDArray.of(Shape.of(2, 3), huge, -huge, 0, -huge, 88, huge).to(dtype);
        Tensor half = new Tensor(NDArray.full(dtype, x.shape(), 0.5));
        IntArray labels = IntArray.of(0, 1);
        assertFinite(x, logits -> Losses.crossEntropy(logits, labels));
        assertFinite(x, logits -> Losses.crossEntropy(logits, half, ClassLossOptions.DEFAULTS));
        assertFinite(x, logits -> Losses.crossEntropy(logits, labels, ClassLossOptions.DEFAULTS.labelSmoothing(0.1)));
        assertFinite(x, logits -> Losses.binaryCrossEntropyWithLogits(logits, half));
        assertFinite(x, logits -> Losses.huber(logits, half, 1, Reduction.NONE));
        assertFinite(x, logits -> Losses.smoothL1(logits, half, 1, Reduction.NONE));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void certainProbabilitiesOverflowNowhere(DType dtype) {
        NDArray x = NDArray.of(Shape.of(6), 0, 0, 1, 1, 1e-30, 0.5).to(dtype);
        Tensor target = new Tensor(NDArray.of(Shape.of(6), 0, 1, 0, 1, 0.5, 0.5).to(dtype));
        BinaryLossOptions none = BinaryLossOptions.DEFAULTS.reduction(Reduction.NONE);
        assertFinite(x, p -> Losses.binaryCrossEntropy(p, target, none));
        NDArray losses = Losses.binaryCrossEntropy(new Tensor(x), target, none).value();
        assertThat(Stream.of(0, 1, 2, 3).map(losses::at)).containsExactly(0.0, 100.0, 100.0, 0.0);
    }

    @Test
    void rightCertaintyHasNothingToLearn() {
        Tensor x = Tensor.of(new double[] {0, 1}, 2);
        try (Tape tape = Tape.record()) {
            Tensor loss = Losses.binaryCrossEntropy(x, Tensor.of(new double[] {0, 1}, 2), BinaryLossOptions.DEFAULTS);
            assertThat(tape.from(loss).gradients(x).get(0).value().toDoubleArray())
                    .containsExactly(0, 0);
        }
    }

    @Test
    void wrongCertaintyCanStillBeLearnedAway() {
        Tensor x = Tensor.of(new double[] {0, 1}, 2);
        Tensor target = Tensor.of(new double[] {1, 0}, 2);
        try (Tape tape = Tape.record()) {
            Tensor loss = Losses.binaryCrossEntropy(x, target, BinaryLossOptions.DEFAULTS.reduction(Reduction.SUM));
            NDArray gradient = tape.from(loss).gradients(x).get(0).value();
            assertThat(gradient.toDoubleArray()).containsExactly(new double[] {-1e12, 1e12}, within(1e4));
        }
    }

    @Test
    void impossibleClassesDoNoHarmWhereTheirTargetIsZero() {
        Tensor x = Tensor.of(new double[] {0, Double.NEGATIVE_INFINITY, 0}, 1, 3);
        Tensor oneHot = Tensor.of(new double[] {1, 0, 0}, 1, 3);
        assertThat(Losses.crossEntropy(x, IntArray.of(2)).item()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Losses.crossEntropy(x, oneHot, ClassLossOptions.DEFAULTS).item())
                .isCloseTo(Math.log(2), within(1e-15));
        assertThat(Losses.klDiv(x, oneHot, false, Reduction.SUM).item()).isZero();
    }

    @Test
    void ignoredElementsGetZeroAndNoGradientAndDoNotCount() {
        Tensor x = Tensor.of(new double[] {1, 2, Double.NEGATIVE_INFINITY, 5}, 2, 2);
        IntArray labels = IntArray.of(0, 7);
        ClassLossOptions options = ClassLossOptions.DEFAULTS.ignoreIndex(7);
        try (Tape tape = Tape.record()) {
            Tensor loss = Losses.crossEntropy(x, labels, options);
            assertThat(loss.item()).isCloseTo(Math.log1p(Math.E), within(1e-15));
            NDArray gradient = tape.from(loss).gradients(x).get(0).value();
            assertThat(gradient.at(2)).isZero();
            assertThat(gradient.at(3)).isZero();
        }
        NDArray single = Losses.crossEntropy(x, labels, options.reduction(Reduction.NONE))
                .value();
        assertThat(single.at(1)).isZero();
    }

    @Test
    void meanOverNoElementsIsNotANumberAndTheirSumIsZero() {
        Tensor x = Tensor.of(new double[] {1, 2}, 1, 2);
        IntArray ignored = IntArray.of(-100);
        assertThat(Losses.crossEntropy(x, ignored).item()).isNaN();
        assertThat(Losses.crossEntropy(x, ignored, ClassLossOptions.DEFAULTS.reduction(Reduction.SUM))
                        .item())
                .isZero();
    }

    @Test
    void singleSampleNeedsNoBatchAxis() {
        Tensor x = Tensor.of(new double[] {1, 2, 4}, 3);
        Tensor batch = x.reshape(1, 3);
        assertThat(Losses.crossEntropy(x, IntArray.of(Shape.SCALAR, 1)).item())
                .isEqualTo(Losses.crossEntropy(batch, IntArray.of(1)).item());
    }

    @Test
    void probabilitiesOfOneClassGiveTheLossOfItsLabel() {
        Tensor x = Tensor.of(new double[] {1, -2, 4, 0, 3, 3}, 2, 3);
        Tensor oneHot = Tensor.of(new double[] {0, 1, 0, 0, 0, 1}, 2, 3);
        ClassLossOptions smoothed = ClassLossOptions.DEFAULTS.labelSmoothing(0.3);
        assertThat(Losses.crossEntropy(x, oneHot, smoothed).item())
                .isCloseTo(Losses.crossEntropy(x, IntArray.of(1, 2), smoothed).item(), within(1e-14));
    }

    @Test
    void smoothL1OfNoWidthIsTheAbsoluteError() {
        Tensor x = Tensor.of(new double[] {-2, 0, 3}, 3);
        Tensor zero = Tensor.of(new double[3], 3);
        assertThat(Losses.smoothL1(x, zero, 0, Reduction.NONE).value().toDoubleArray())
                .containsExactly(2, 0, 3);
    }

    @Test
    void reductionsOfASum() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        Tensor zero = Tensor.of(new double[4], 2, 2);
        assertThat(Losses.mse(x, zero, Reduction.SUM).item()).isEqualTo(30);
        assertThat(Losses.mse(x, zero, Reduction.MEAN).item()).isEqualTo(7.5);
        assertThat(Losses.mse(x, zero, Reduction.BATCH_MEAN).item()).isEqualTo(15);
        assertThat(Losses.mse(x, zero, Reduction.NONE).shape()).isEqualTo(Shape.of(2, 2));
    }

    @Test
    void labelThatIsNoClassIsNamedWithItsPlaceAndTheNumberOfClasses() {
        Tensor x = new Tensor(uniform(Shape.of(3, 4), -1, 1, 11));
        assertThatThrownBy(() -> Losses.crossEntropy(x, IntArray.of(0, 3, 4)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("4 classes")
                .hasMessageContaining("got 4 at position 2");
        assertThatThrownBy(() -> Losses.nll(x, IntArray.of(0, -1, 2), ClassLossOptions.DEFAULTS))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got -1 at position 1");
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Tensor x = new Tensor(uniform(Shape.of(3, 4), -1, 1, 12));
        assertThatThrownBy(() -> Losses.crossEntropy(x, IntArray.of(0, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("[3, 4]", "[2]", "[3]");
        assertThatThrownBy(() -> Losses.mse(x, x.slice(0, 0, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("[3, 4]", "[2, 4]");
        assertThatThrownBy(() -> Losses.crossEntropy(x, IntArray.of(0, 1, 2), ClassLossOptions.DEFAULTS.weight(WEIGHT)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("[4]", "[2]");
        assertThatThrownBy(() -> Losses.binaryCrossEntropyWithLogits(
                        x, x, BinaryLossOptions.DEFAULTS.weight(NDArray.zeros(DType.FLOAT64, Shape.of(2, 1, 1)))))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Losses.crossEntropy(Tensor.scalar(DType.FLOAT64, 1), IntArray.of(Shape.SCALAR, 0)))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        Tensor x = Tensor.of(new double[] {0.5, 1.5}, 2);
        assertThatThrownBy(() -> Losses.binaryCrossEntropy(x, x, BinaryLossOptions.DEFAULTS))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got 1.5 at position 1");
        assertThatThrownBy(() -> Losses.huber(x, x, 0, Reduction.MEAN)).hasMessageContaining("delta");
        assertThatThrownBy(() -> Losses.smoothL1(x, x, -1, Reduction.MEAN)).hasMessageContaining("beta");
        assertThatThrownBy(() -> ClassLossOptions.DEFAULTS.labelSmoothing(1.5)).hasMessageContaining("label smoothing");
        assertThatThrownBy(() -> Losses.nll(
                        Tensor.of(new double[] {0, 0}, 2),
                        IntArray.of(Shape.SCALAR, 0),
                        ClassLossOptions.DEFAULTS.labelSmoothing(0.5)))
                .hasMessageContaining("label smoothing");
    }

    /** Value, gradient and the gradient of the gradient's sum have only finite elements. */
    private static void assertFinite(NDArray value, UnaryOperator<Tensor> loss) {
        Tensor x = new Tensor(value);
        try (Tape tape = Tape.record()) {
            Tensor y = loss.apply(x).sum();
            Tensor first = tape.from(y).differentiable().gradients(x).get(0);
            Tensor second = tape.from(first.sum()).gradients(x).get(0);
            for (Tensor t : new Tensor[] {y, first, second}) {
                assertThat(t.value().toDoubleArray()).doesNotContain(Double.NaN);
                assertThat(t.abs().sum().item()).isLessThan(Double.POSITIVE_INFINITY);
            }
        }
    }

    private static NDArray uniform(Shape shape, double low, double high, long seed) {
        return NDArray.uniform(DType.FLOAT64, shape, low, high, new Random(seed));
    }
}
