package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Checkpoint;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random programs have the same gradients of both orders, to the bit, with and without checkpoints anywhere. */
class CheckpointedProgramsTest {
    private static final Shape SHAPE = Shape.of(2, 3);

    private static final List<UnaryOperator<Tensor>> UNARY = List.of(
            Tensor::tanh,
            Tensor::sin,
            Tensor::relu,
            t -> t.mul(0.5),
            t -> t.softmax(1),
            t -> t.transpose(0, 1).exp().transpose(0, 1).mul(0.1),
            t -> t.sub(t.mean(1).reshape(2, 1)),
            t -> t.reshape(2, 3));

    private static final List<BinaryOperator<Tensor>> BINARY = List.of(
            Tensor::add, Tensor::mul, (a, b) -> a.matmul(b.transpose(0, 1)).matmul(b));

    /** What a program computes with. */
    private record Machine(boolean checkpoints, List<Parameter> parameters, List<Tensor> outer) {}

    /** A step from one tensor to the next. */
    private interface Step {
        Tensor run(Machine machine, Tensor t);
    }

    private static List<Step> program(Random random, int depth) {
        List<Step> steps = new ArrayList<>();
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            int which = random.nextInt(100);
            switch (random.nextInt(depth == 0 ? 3 : 5)) {
                case 0 ->
                    steps.add((machine, t) -> UNARY.get(which % UNARY.size()).apply(t));
                case 1 ->
                    steps.add((machine, t) -> BINARY.get(which % BINARY.size())
                            .apply(t, machine.parameters.get(which % machine.parameters.size())));
                case 2 ->
                    steps.add((machine, t) -> BINARY.get(which % BINARY.size())
                            .apply(machine.outer.get(which % machine.outer.size()), t));
                default -> {
                    List<Step> inside = program(random, depth - 1);
                    steps.add((machine, t) -> machine.checkpoints
                            ? Checkpoint.of(u -> run(inside, machine, u), t)
                            : run(inside, machine, t));
                }
            }
        }
        return steps;
    }

    private static Tensor run(List<Step> steps, Machine machine, Tensor x) {
        Tensor t = x;
        for (Step step : steps) {
            t = step.run(machine, t);
        }
        return t;
    }

    /** Gradients of first order, and products of the Hessian with a vector. */
    private static List<NDArray> derivatives(long seed, boolean checkpoints) {
        Random random = new Random(seed);
        List<Step> steps = program(random, 3);
        List<Parameter> parameters = List.of(parameter("v", random), parameter("w", random));
        Tensor x = new Tensor(NDArray.normal(DType.FLOAT64, SHAPE, 0, 0.5, random));
        Tensor vector = new Tensor(NDArray.normal(DType.FLOAT64, SHAPE, 0, 1, random));
        List<NDArray> result = new ArrayList<>();
        try (Tape tape = Tape.record()) {
            Tensor first = x.mul(1.5);
            Tensor[] wrt = {x, parameters.get(0), parameters.get(1)};
            Tensor used = parameters.get(0).add(parameters.get(1)).mul(0.1);
            Tensor y = run(steps, new Machine(checkpoints, parameters, List.of(first, used)), first)
                    .add(used);
            tape.from(y).seed(vector).keep().gradients(wrt).forEach(g -> result.add(g.value()));
            Tensor dot = Tensor.scalar(DType.FLOAT64, 0);
            for (Tensor g : tape.from(y).seed(vector).differentiable().gradients(wrt)) {
                result.add(g.value());
                dot = dot.add(g.mul(vector).sum());
            }
            tape.from(dot).keep().gradients(wrt).forEach(g -> result.add(g.value()));
            tape.gradients(dot, wrt).forEach(g -> result.add(g.value()));
        }
        return result;
    }

    private static Parameter parameter(String name, Random random) {
        return new Parameter(name, NDArray.normal(DType.FLOAT64, SHAPE, 0, 0.5, random));
    }

    @Property
    void derivativesAreTheSameToTheBit(@ForAll long seed) {
        assertSame(derivatives(seed, true), derivatives(seed, false));
    }

    @Property(tries = 100)
    void derivativesAreTheSameInMemoryThatHoldsNothing(@ForAll long seed) {
        List<NDArray> expected = derivatives(seed, false);
        Workspace.Scope scope = Workspace.poisoned().open();
        try (scope) {
            assertSame(derivatives(seed, true), expected);
        }
    }

    private static void assertSame(List<NDArray> actual, List<NDArray> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).sameBits(expected.get(i)))
                    .as("derivative %d: %s and %s", i, actual.get(i), expected.get(i))
                    .isTrue();
        }
    }
}
