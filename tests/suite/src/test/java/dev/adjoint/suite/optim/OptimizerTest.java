package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.optim.Adagrad;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.OptimizerState;
import dev.adjoint.optim.ParameterStep;
import dev.adjoint.optim.RmsProp;
import dev.adjoint.optim.Sgd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all optimisers have in common, and the first steps of each rule by hand. */
class OptimizerTest {
    private static final int THREADS = Engine.threads();

    @AfterEach
    void restoreThreads() {
        Engine.useThreads(THREADS);
    }

    private interface Rule extends Function<Parameter[], Optimizer> {}

    static Stream<Arguments> rulesAndTypes() {
        Map<String, Rule> rules = Map.of(
                "plain sgd", p -> new Sgd(Sgd.rate(0.1), p),
                "nesterov",
                        p -> new Sgd(Sgd.rate(0.1).momentum(0.9).nesterov(true).weightDecay(0.01), p),
                "dampened", p -> new Sgd(Sgd.rate(0.1).momentum(0.9).dampening(0.5), p),
                "adam", p -> new Adam(Adam.rate(0.01), p),
                "amsgrad", p -> new Adam(Adam.rate(0.01).amsgrad(true), p),
                "adamw", p -> new AdamW(AdamW.rate(0.01), p),
                "rmsprop", p -> new RmsProp(RmsProp.rate(0.01), p),
                "centered", p -> new RmsProp(RmsProp.rate(0.01).centered(true).momentum(0.5), p),
                "adagrad", p -> new Adagrad(Adagrad.rate(0.1).rateDecay(0.1).initialAccumulator(0.5), p));
        return rules.entrySet().stream()
                .flatMap(rule ->
                        Stream.of(DType.values()).map(dtype -> Arguments.of(rule.getKey(), rule.getValue(), dtype)));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("rulesAndTypes")
    void loadedOptimizerGoesOnToTheSameBits(String name, Rule rule, DType dtype) {
        List<Parameter> parameters = parameters(dtype);
        Optimizer whole = rule.apply(parameters.toArray(Parameter[]::new));
        train(whole, 0, 5);
        OptimizerState saved = whole.state();
        List<NDArray> values = values(parameters);
        train(whole, 5, 10);

        List<Parameter> others = parameters(dtype);
        for (int i = 0; i < others.size(); i++) {
            others.get(i).assign(values.get(i));
        }
        Optimizer resumed = rule.apply(others.toArray(Parameter[]::new));
        resumed.load(saved);
        train(resumed, 5, 10);

        assertSameBits(values(others), values(parameters));
        assertThat(values(others).get(0).sameBits(values.get(0))).isFalse();
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("rulesAndTypes")
    void numberOfThreadsChangesNoBit(String name, Rule rule, DType dtype) {
        NDArray start = NDArray.normal(dtype, Shape.of(100_003), 0, 1, new Random(1));
        NDArray gradient = NDArray.normal(dtype, Shape.of(100_003), 0, 1, new Random(2));
        NDArray expected = null;
        for (int threads = 1; threads <= 3; threads++) {
            Engine.useThreads(threads);
            Parameter parameter = new Parameter("p", start.copy());
            Optimizer optimizer = rule.apply(new Parameter[] {parameter});
            for (int step = 0; step < 3; step++) {
                parameter.setGrad(new Tensor(gradient));
                optimizer.step();
            }
            expected = expected == null ? parameter.value() : expected;
            assertThat(parameter.value().sameBits(expected)).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("rulesAndTypes")
    void everyRuleFindsTheMinimumOfAParabola(String name, Rule rule, DType dtype) {
        Parameter x = new Parameter("x", NDArray.full(dtype, Shape.of(3), 0.5));
        Optimizer optimizer = rule.apply(new Parameter[] {x});
        double first = loss(x);
        for (int step = 0; step < 100; step++) {
            optimizer.zeroGrad();
            try (Tape tape = Tape.record()) {
                tape.backward(x.square().sum());
            }
            optimizer.step();
        }
        assertThat(loss(x)).isLessThan(first / 10);
    }

    private static double loss(Parameter x) {
        return x.square().sum().item();
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("rulesAndTypes")
    void frozenParametersAndThoseWithoutGradientStay(String name, Rule rule, DType dtype) {
        List<Parameter> parameters = parameters(dtype);
        Parameter frozen = parameters.get(0);
        frozen.setGrad(new Tensor(NDArray.full(dtype, frozen.shape(), 1)));
        frozen.setTrainable(false);
        List<NDArray> before = values(parameters);
        Optimizer optimizer = rule.apply(parameters.toArray(Parameter[]::new));
        optimizer.step();
        assertSameBits(values(parameters), before);
        assertThat(frozen.value().version()).isZero();
        assertThat(optimizer.state().steps()).isEmpty();
    }

    @Test
    void plainStepGoesAgainstTheGradient() {
        Parameter p = parameter(1, -2);
        step(new Sgd(0.5, p), p, 4, -8);
        assertValues(p, -1, 2);
    }

    @Test
    void maximizingStepGoesAlongTheGradient() {
        Parameter p = parameter(1, -2);
        step(new Sgd(Sgd.rate(0.5).maximize(true), p), p, 4, -8);
        assertValues(p, 3, -6);
    }

    @Test
    void momentumStartsUndampened() {
        Parameter p = parameter(0);
        Optimizer sgd = new Sgd(Sgd.rate(1).momentum(0.5).dampening(0.75), p);
        step(sgd, p, 8);
        assertValues(p, -8);
        step(sgd, p, 8);
        assertValues(p, -8 - (4 + 2));
    }

    @Test
    void nesterovLooksAhead() {
        Parameter p = parameter(0);
        step(new Sgd(Sgd.rate(1).momentum(0.5).nesterov(true), p), p, 8);
        assertValues(p, -12);
    }

    @Test
    void firstStepOfAdamIsTheLearningRateWhateverTheGradient() {
        Parameter p = parameter(0, 0, 0);
        step(new Adam(Adam.rate(0.25).eps(0), p), p, 1e-6, -3, 1e6);
        assertValues(p, -0.25, 0.25, -0.25);
    }

    @Test
    void decoupledWeightDecayShrinksByTheRateTimesTheDecay() {
        Parameter p = parameter(8);
        step(new AdamW(AdamW.rate(0.5).weightDecay(0.25), p), p, 0);
        assertValues(p, 7);
    }

    @Test
    void firstStepOfAdagradIsTheLearningRate() {
        Parameter p = parameter(0);
        step(new Adagrad(Adagrad.rate(0.5).eps(0), p), p, -7);
        assertValues(p, 0.5);
    }

    @Test
    void firstStepOfRmsPropIsScaledByTheNewMeanSquare() {
        Parameter p = parameter(0);
        step(new RmsProp(RmsProp.rate(0.5).alpha(0.75).eps(0), p), p, -7);
        assertValues(p, 1);
    }

    @Test
    void parameterGivenTwiceIsChangedOnce() {
        Parameter p = parameter(1);
        Optimizer sgd = new Sgd(1, p, p);
        step(sgd, p, 1);
        assertValues(p, 0);
        assertThat(sgd.parameters()).containsExactly(p);
    }

    @Test
    void gradientThroughAValueThatAStepHasChangedIsAnError() {
        Parameter p = parameter(3);
        try (Tape tape = Tape.record()) {
            var loss = p.square().sum();
            step(new Sgd(1, p), p, 1);
            assertThatThrownBy(() -> tape.backward(loss)).isInstanceOf(TapeException.class);
        }
    }

    @Test
    void zeroGradForgetsAllGradients() {
        Parameter p = parameter(1);
        p.setGrad(new Tensor(NDArray.of(Shape.of(1), 1.0)));
        new Sgd(1, p).zeroGrad();
        assertThat(p.grad()).isNull();
    }

    @Test
    void savedStateDoesNotFollowTheOptimizer() {
        Parameter p = parameter(0);
        Optimizer sgd = new Sgd(Sgd.rate(1).momentum(0.5), p);
        step(sgd, p, 2);
        OptimizerState saved = sgd.state();
        step(sgd, p, 4);
        assertThat(saved.arrays().get("0.momentum").toDoubleArray()).containsExactly(2);
        assertThat(saved.steps()).containsExactly(Map.entry("0", 1L));
    }

    @Test
    void stateHoldsRateAndMomentumInForce() {
        Parameter p = parameter(0);
        Sgd.Options options = Sgd.rate(1).momentum(0.5);
        Optimizer sgd = new Sgd(options, p);
        sgd.setLearningRate(0.25);
        sgd.setMomentum(0.75);
        Optimizer other = new Sgd(options, parameter(0));
        other.load(sgd.state());
        assertThat(other.learningRate()).isEqualTo(0.25);
        assertThat(other.momentum()).hasValue(0.75);
    }

    static Stream<Arguments> statesThatDoNotFit() {
        NDArray momentum = NDArray.of(Shape.of(2), 1.0, 1.0);
        OptionalDouble half = OptionalDouble.of(0.5);
        Map<String, Long> once = Map.of("0", 1L);
        return Stream.of(
                Arguments.of("Adam", new OptimizerState("Adam", 1, half, List.of(), Map.of(), Map.of())),
                Arguments.of(
                        "with momentum",
                        new OptimizerState("Sgd", 1, OptionalDouble.empty(), List.of(), Map.of(), Map.of())),
                Arguments.of("learning rate", new OptimizerState("Sgd", -1, half, List.of(), Map.of(), Map.of())),
                Arguments.of(
                        "momentum", new OptimizerState("Sgd", 1, OptionalDouble.of(2), List.of(), Map.of(), Map.of())),
                Arguments.of("nothing", new OptimizerState("Sgd", 1, half, List.of(), once, Map.of())),
                Arguments.of(
                        "[3]",
                        new OptimizerState(
                                "Sgd",
                                1,
                                half,
                                List.of(),
                                once,
                                Map.of("0.momentum", NDArray.zeros(DType.FLOAT64, Shape.of(3))))),
                Arguments.of(
                        "float32",
                        new OptimizerState(
                                "Sgd", 1, half, List.of(), once, Map.of("0.momentum", momentum.to(DType.FLOAT32)))),
                Arguments.of("steps", new OptimizerState("Sgd", 1, half, List.of(), Map.of("0", 0L), Map.of())),
                Arguments.of(
                        "1.momentum",
                        new OptimizerState("Sgd", 1, half, List.of(), Map.of(), Map.of("1.momentum", momentum))),
                Arguments.of("steps [7]", new OptimizerState("Sgd", 1, half, List.of(), Map.of("7", 1L), Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statesThatDoNotFit")
    void stateThatDoesNotFitIsRefusedAndChangesNothing(String mentioned, OptimizerState bad) {
        Parameter p = parameter(0, 0);
        Optimizer sgd = new Sgd(Sgd.rate(0.5).momentum(0.5), p);
        step(sgd, p, 2, 4);
        OptimizerState before = sgd.state();
        assertThatThrownBy(() -> sgd.load(bad))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining(mentioned);
        OptimizerState after = sgd.state();
        assertThat(after.learningRate()).isEqualTo(before.learningRate());
        assertThat(after.momentum()).isEqualTo(before.momentum());
        assertThat(after.steps()).isEqualTo(before.steps());
        assertThat(after.arrays().get("0.momentum").sameBits(before.arrays().get("0.momentum")))
                .isTrue();
    }

    @Test
    void loadingTheStateOfAParameterThatNeverMovedForgetsItsMomentum() {
        Parameter p = parameter(0);
        Optimizer sgd = new Sgd(Sgd.rate(1).momentum(0.5), p);
        OptimizerState fresh = sgd.state();
        step(sgd, p, 8);
        sgd.load(fresh);
        step(sgd, p, 1);
        assertValues(p, -9);
    }

    @Test
    void ruleOfOnesOwnIsGivenItsStateAndStepNumber() {
        Parameter p = parameter(10);
        Map<Long, Double> seen = new HashMap<>();
        Optimizer counting = new Optimizer(1, p) {
            @Override
            protected List<String> stateNames() {
                return List.of("count");
            }

            @Override
            protected void update(ParameterStep step) {
                Tensor count = step.state("count");
                seen.put(step.number(), count.item());
                step.write("count", count.add(1));
            }
        };
        step(counting, p, 1);
        step(counting, p, 1);
        assertThat(seen).containsOnly(Map.entry(1L, 0.0), Map.entry(2L, 1.0));
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Sgd.rate(-1)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> Sgd.rate(Double.NaN)).hasMessageContaining("learning rate");
        assertThatThrownBy(() -> Sgd.rate(1).momentum(1)).hasMessageContaining("momentum");
        assertThatThrownBy(() -> new Sgd(Sgd.rate(1).nesterov(true), parameter(0)))
                .hasMessageContaining("Nesterov");
        assertThatThrownBy(() -> Adam.rate(1).betas(0.9, 1)).hasMessageContaining("beta2");
        assertThatThrownBy(() -> RmsProp.rate(1).alpha(1.5)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> Adagrad.rate(1).eps(-1)).hasMessageContaining("eps");
        assertThatThrownBy(() -> new Sgd(1)).hasMessageContaining("at least one parameter");
    }

    @Test
    void momentumCannotBeSetWhereThereIsNone() {
        Optimizer sgd = new Sgd(1, parameter(0));
        assertThatThrownBy(() -> sgd.setMomentum(0.5))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("without momentum");
    }

    private static List<Parameter> parameters(DType dtype) {
        Random random = new Random(3);
        return List.of(
                new Parameter("weight", NDArray.normal(dtype, Shape.of(4, 3), 0, 1, random)),
                new Parameter("bias", NDArray.normal(dtype, Shape.of(4), 0, 1, random)));
    }

    /** Gradients depend on the step and on the value; the second parameter gets one only at every other step. */
    private static void train(Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            optimizer.zeroGrad();
            for (int i = 0; i < 2; i++) {
                Parameter p = optimizer.parameters().get(i);
                if (step % (i + 1) == 0) {
                    NDArray noise = NDArray.normal(p.dtype(), p.shape(), 0, 1, new Random(10 * step + i));
                    p.setGrad(p.add(new Parameter("noise", noise)));
                }
            }
            optimizer.step();
        }
    }

    private static List<NDArray> values(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.value().copy()).toList();
    }

    private static void assertSameBits(List<NDArray> actual, List<NDArray> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).sameBits(expected.get(i))).isTrue();
        }
    }

    private static Parameter parameter(double... values) {
        return new Parameter("p", NDArray.of(Shape.of(values.length), values));
    }

    private static void step(Optimizer optimizer, Parameter p, double... gradient) {
        p.setGrad(new Tensor(NDArray.of(p.shape(), gradient)));
        optimizer.step();
    }

    private static void assertValues(Parameter p, double... expected) {
        assertThat(p.value().toDoubleArray()).containsExactly(expected, within(1e-12));
    }
}
