package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.GradCheck;
import dev.adjoint.GradCheckException;
import dev.adjoint.GradCheckReport;
import dev.adjoint.GradCheckReport.Comparison;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All gradients are trusted because of this checker, so it must catch every planted error. */
class GradCheckTest {
    private static final GradCheck FIRST = GradCheck.DEFAULTS;
    private static final GradCheck SECOND = GradCheck.DEFAULTS.order(2);
    private static final GradCheck ALONG_DIRECTIONS = GradCheck.DEFAULTS.directionsAbove(0, 4);

    static Stream<Arguments> wrongGradients() {
        Tensor w = normal(3, 3);
        return Stream.of(
                Arguments.of(
                        "factor",
                        (UnaryOperator<Tensor>) x -> PlantedOps.wrongFactor().apply(x),
                        normal(2, 3)),
                Arguments.of(
                        "a millionth",
                        (UnaryOperator<Tensor>)
                                x -> PlantedOps.wrongBy(1.000001).apply(x),
                        normal(2, 3)),
                Arguments.of(
                        "sign",
                        (UnaryOperator<Tensor>) x -> PlantedOps.wrongSign().apply(x),
                        normal(2, 3)),
                Arguments.of(
                        "transposed index",
                        (UnaryOperator<Tensor>) x -> new PlantedOps.TransposedIndex(w).apply(x),
                        normal(3, 3)),
                Arguments.of(
                        "dropped term",
                        (UnaryOperator<Tensor>) x -> PlantedOps.droppedTerm().apply(x),
                        normal(2, 3)),
                Arguments.of(
                        "stride",
                        (UnaryOperator<Tensor>) x -> PlantedOps.wrongStride().apply(x),
                        normal(5)),
                Arguments.of(
                        "one element",
                        (UnaryOperator<Tensor>)
                                x -> PlantedOps.wrongForOneElement(7).apply(x),
                        normal(2, 5)),
                Arguments.of(
                        "tiny loss",
                        (UnaryOperator<Tensor>)
                                x -> PlantedOps.wrongFactor().apply(x).mul(1e-12),
                        normal(2, 3)),
                Arguments.of(
                        "huge loss",
                        (UnaryOperator<Tensor>)
                                x -> PlantedOps.wrongFactor().apply(x).mul(1e12),
                        normal(2, 3)),
                Arguments.of(
                        "inside a network",
                        (UnaryOperator<Tensor>) x -> PlantedOps.wrongSign()
                                .apply(x.matmul(w))
                                .add(0.5)
                                .relu()
                                .sum(),
                        normal(2, 3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongGradients")
    void wrongGradientIsCaughtElementByElement(String error, UnaryOperator<Tensor> function, Tensor x) {
        GradCheckReport report = FIRST.check(function, x);

        assertThat(report.failures()).isNotEmpty();
        assertThat(report.passed()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongGradients")
    void wrongGradientIsCaughtAlongRandomDirections(String error, UnaryOperator<Tensor> function, Tensor x) {
        GradCheckReport report = ALONG_DIRECTIONS.check(function, x);

        assertThat(report.failures()).isNotEmpty();
        assertThat(report.comparisons()).hasSize(4);
    }

    @Test
    void worstElementIsNamedWithBothValues() {
        Tensor x = normal(2, 5);

        Comparison worst =
                FIRST.check(v -> PlantedOps.wrongForOneElement(7).apply(v), x).worst();

        assertThat(worst.order()).isEqualTo(1);
        assertThat(worst.input()).isZero();
        assertThat(worst.index()).containsExactly(1, 2);
        assertThat(worst.analytic() / worst.numeric()).isCloseTo(2.0001 / 2, within(1e-8));
        assertThat(worst.error()).isEqualTo(Math.abs(worst.analytic() - worst.numeric()));
    }

    @Test
    void wrongElementAmongManyInputsIsNamedByItsInput() {
        GradCheckReport report = FIRST.check(
                in -> in.get(0).mul(PlantedOps.wrongFactor().apply(in.get(2))).add(in.get(1)),
                List.of(normal(3), normal(3), normal(3)));

        assertThat(report.failures()).hasSize(3).allMatch(c -> c.input() == 2);
    }

    @Test
    void gradientThatForgetsItsDependenceOnTheInputFailsInSecondOrderOnly() {
        UnaryOperator<Tensor> function = x -> PlantedOps.constantGradient().apply(x);

        assertThat(FIRST.check(function, normal(4)).passed()).isTrue();
        assertThat(SECOND.check(function, normal(4)).failures()).isNotEmpty().allMatch(c -> c.order() == 2);
    }

    @Test
    void gradientThatForgetsItsDependenceOnTheOneFromAboveFailsInSecondOrderOnly() {
        UnaryOperator<Tensor> function = x -> PlantedOps.detachedUpstream().apply(x);

        assertThat(FIRST.check(function, normal(4)).passed()).isTrue();
        assertThat(SECOND.check(function, normal(4)).failures())
                .hasSize(4)
                .allMatch(c -> c.order() == 2 && c.input() == Comparison.UPSTREAM);
    }

    @Test
    void rightGradientsPassInBothOrders() {
        Tensor w = normal(3, 3);
        SECOND.check(x -> x.matmul(w).tanh().matmul(x.exp()).logSoftmax(1), normal(3, 3))
                .requirePassed();
        SECOND.check((a, b) -> a.div(b.square().add(1)).sigmoid(), normal(2, 3), normal(3))
                .requirePassed();
        SECOND.directionsAbove(0, 8)
                .check(x -> x.mul(x.sin()).sum(1), normal(40, 40))
                .requirePassed();
    }

    @Test
    void largeInputIsCheckedAlongDirectionsAndSmallOneByElements() {
        GradCheckReport report = FIRST.directionsAbove(10, 3).check((a, b) -> a.mul(b.sum()), normal(11), normal(10));

        assertThat(report.comparisons()).hasSize(13);
        assertThat(report.comparisons().subList(0, 3)).allMatch(c -> c.input() == 0 && c.direction() >= 0);
        assertThat(report.comparisons().subList(3, 13)).allMatch(c -> c.input() == 1 && c.direction() == -1);
        report.requirePassed();
    }

    @Test
    void rectifierAtZeroIsAKinkAndNotAnError() {
        GradCheckReport report = SECOND.check(Tensor::relu, Tensor.of(new double[] {-1, 0, 2}, 3));

        assertThat(report.failures()).isEmpty();
        assertThat(report.kinks()).isNotEmpty().allMatch(c -> c.index().equals(List.of(1)));
        Comparison first = report.kinks().get(0);
        assertThat(first.order()).isEqualTo(1);
        assertThat(first.left()).isZero();
        assertThat(Math.abs(first.right())).isBetween(0.5, 1.0);
    }

    @Test
    void kinkIsNotPassedSilently() {
        GradCheckReport report = FIRST.check(Tensor::relu, Tensor.of(new double[] {-1, 0, 2}, 3));

        assertThat(report.passed()).isFalse();
        assertThatThrownBy(report::requirePassed)
                .isInstanceOf(GradCheckException.class)
                .hasMessageContaining("undecided at kinks: 3 derivatives, 0 wrong, 1 at a kink")
                .hasMessageContaining("gradient of input 0 at [1]: analytic 0.0");
    }

    @Test
    void kinkThatTheSymmetricDifferenceHidesIsSeen() {
        GradCheckReport report = FIRST.check(Tensor::abs, Tensor.of(new double[] {0}, 1));

        assertThat(report.kinks()).hasSize(1);
        assertThat(report.kinks().get(0).analytic()).isZero();
        assertThat(report.kinks().get(0).numeric()).isZero();
    }

    @Test
    void extremumOfASmoothFunctionIsNoKink() {
        SECOND.check(Tensor::square, Tensor.of(new double[] {0, 1e-9, 1}, 3)).requirePassed();
        SECOND.check(Tensor::cos, Tensor.of(new double[] {0, Math.PI}, 2)).requirePassed();
    }

    @Test
    void roundingOfAConstantIsNoKink() {
        SECOND.check(
                        (x, b) -> x.sub(x.mean()).mul(x.var().add(1)).mean().add(b),
                        Tensor.of(new double[] {1, 2, 3.3}, 3),
                        Tensor.of(new double[] {0}))
                .requirePassed();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-2, 1e-3, 3e-4, 1e-4, 1e-5, -1e-1, -1e-2, -1e-3, -3e-4, -1e-4, -1e-5})
    void kinkNearbyDoesNotDisturb(double distance) {
        SECOND.check(Tensor::relu, Tensor.of(new double[] {distance}, 1)).requirePassed();
        SECOND.check(Tensor::abs, Tensor.of(new double[] {distance}, 1)).requirePassed();
    }

    @Test
    void wrongGradientNearAKinkIsStillCaught() {
        GradCheckReport report =
                FIRST.check(x -> PlantedOps.wrongRelu().apply(x), Tensor.of(new double[] {-1e-3, 1e-3, 0}, 3));

        assertThat(report.failures()).hasSize(3);
    }

    @Test
    void gradientThatIsNotANumberFails() {
        GradCheckReport report = FIRST.check(Tensor::sqrt, Tensor.of(new double[] {0, 4}, 2));

        assertThat(report.failures()).hasSize(1);
        assertThat(report.worst().error()).isInfinite();
    }

    @Test
    void stepFollowsTheMagnitudeOfAnElement() {
        SECOND.check(Tensor::log, Tensor.of(new double[] {1e-3, 1, 1e3, 1e9}, 4))
                .requirePassed();
        SECOND.check(Tensor::reciprocal, Tensor.of(new double[] {0.01, 1, 1e4}, 3))
                .requirePassed();
    }

    @Test
    void unusedInputHasGradientZero() {
        GradCheckReport report = SECOND.check((a, b) -> a.square(), normal(2), normal(3));

        report.requirePassed();
        assertThat(report.comparisons().stream().filter(c -> c.input() == 1))
                .hasSize(6)
                .allMatch(c -> c.analytic() == 0);
    }

    @Test
    void functionThatIsTheIdentityOrAConstantPasses() {
        SECOND.check(x -> x, normal(3)).requirePassed();
        SECOND.check(x -> normal(2), normal(3)).requirePassed();
    }

    @Test
    void inputThatWasDetachedFails() {
        assertThat(FIRST.check(x -> x.detach().mul(2), normal(3)).failures()).hasSize(3);
    }

    @Test
    void parametersAreCheckedInPlaceAndKeepTheirBits() {
        Parameter weight = new Parameter("weight", normal(3, 2).value());
        Parameter bias = new Parameter("bias", normal(2).value());
        NDArray before = weight.value().copy();
        Tensor x = normal(4, 3);

        GradCheckReport report =
                SECOND.check(() -> x.matmul(weight).add(bias).tanh().mean(), List.of(weight, bias));

        report.requirePassed();
        assertThat(report.comparisons()).hasSize(8 + 8 + 1);
        assertThat(weight.value().sameBits(before)).isTrue();
        assertThat(weight.grad()).isNull();
    }

    @Test
    void parametersKeepTheirBitsWhenTheFunctionFails() {
        Parameter weight = new Parameter("weight", normal(3).value());
        NDArray before = weight.value().copy();
        int[] calls = {0};

        assertThatThrownBy(() -> FIRST.check(
                        () -> {
                            if (calls[0]++ == 6) {
                                throw new IllegalStateException("stop");
                            }
                            return weight.square();
                        },
                        List.of(weight)))
                .hasMessage("stop");
        assertThat(weight.value().sameBits(before)).isTrue();
    }

    @Test
    void wrongGradientOfAParameterIsCaught() {
        Parameter weight = new Parameter("weight", normal(3).value());

        assertThat(FIRST.check(() -> PlantedOps.wrongFactor().apply(weight), List.of(weight))
                        .failures())
                .hasSize(3);
    }

    @Test
    void nothingIsLeftOnATapeAround() {
        try (Tape tape = Tape.record()) {
            SECOND.check(Tensor::exp, normal(3)).requirePassed();
            assertThat(tape.entries()).isEmpty();
        }
    }

    @Test
    void float32IsRefused() {
        Tensor x = normal(2).to(DType.FLOAT32);

        assertThatThrownBy(() -> FIRST.check((a, b) -> a, normal(2), x))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("expected float64, got float32[2] as input 1");
        assertThatThrownBy(() -> FIRST.check(a -> a.to(DType.FLOAT32), normal(2)))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("expected float64, got float32[2] as output");
    }

    @Test
    void functionThatIsNotDeterministicIsRefused() {
        Random random = new Random(1);

        assertThatThrownBy(() -> FIRST.check(x -> x.mul(random.nextDouble()), normal(2)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("not deterministic");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> FIRST.order(3)).hasMessage("gradient check: order: expected 1 or 2, got 3");
        assertThatThrownBy(() -> FIRST.step(0)).hasMessageContaining("step: expected more than 0");
        assertThatThrownBy(() -> FIRST.tolerance(1, 0)).hasMessageContaining("relative tolerance: expected");
        assertThatThrownBy(() -> FIRST.tolerance(0.1, -1)).hasMessageContaining("absolute tolerance: expected");
        assertThatThrownBy(() -> FIRST.directionsAbove(-1, 1)).hasMessageContaining("elements: expected");
        assertThatThrownBy(() -> FIRST.directionsAbove(1, 0)).hasMessageContaining("directions: expected");
    }

    private static Tensor normal(int... shape) {
        return new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(shape), 0, 1, new Random(17)));
    }
}
