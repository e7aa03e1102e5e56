package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.BackwardPass;
import dev.adjoint.Checkpoint;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Dropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CheckpointTest {
    private final Random random = new Random(11);
    private final Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(4, 3, 12, 12), 0, 1, random));
    private final List<Parameter> weights = new ArrayList<>();
    private final List<UnaryOperator<Tensor>> blocks = new ArrayList<>();

    CheckpointTest() {
        for (int i = 0; i < 4; i++) {
            Parameter first = weight(2 * i);
            Parameter second = weight(2 * i + 1);
            ConvOptions same = ConvOptions.kernel(3).padding(1);
            blocks.add(t ->
                    Conv.conv(Conv.conv(t, first, same).tanh(), second, same).relu());
        }
    }

    private Parameter weight(int i) {
        Parameter w = new Parameter("w" + i, NDArray.normal(DType.FLOAT32, Shape.of(3, 3, 3, 3), 0, 0.3, random));
        weights.add(w);
        return w;
    }

    private long train(boolean checkpointed) {
        weights.forEach(Parameter::zeroGrad);
        try (Tape tape = Tape.record()) {
            Tensor h = x;
            for (UnaryOperator<Tensor> block : blocks) {
                h = checkpointed ? Checkpoint.of(block, h) : block.apply(h);
            }
            Tensor loss = h.square().sum();
            long bytes = tape.bytes();
            tape.backward(loss);
            return bytes;
        }
    }

    @Test
    void gradientsAreTheSameToTheBitWithHalfTheMemory() {
        long plainBytes = train(false);
        List<NDArray> plain = weights.stream().map(w -> w.grad().value()).toList();
        long bytes = train(true);
        List<NDArray> checkpointed = weights.stream().map(w -> w.grad().value()).toList();

        for (int i = 0; i < plain.size(); i++) {
            assertThat(checkpointed.get(i).sameBits(plain.get(i))).isTrue();
        }
        assertThat(bytes).isLessThan(plainBytes / 2);
    }

    @Test
    void checkpointedGradientsCanBeDifferentiated() {
        double[] plain = penalty(false).toDoubleArray();
        double scale = Arrays.stream(plain).map(Math::abs).max().orElseThrow();

        assertThat(penalty(true).toDoubleArray()).containsExactly(plain, within(1e-5 * scale));
    }

    private NDArray penalty(boolean checkpointed) {
        try (Tape tape = Tape.record()) {
            Tensor y = checkpointed
                    ? Checkpoint.of(blocks.get(0), x)
                    : blocks.get(0).apply(x);
            Tensor g = tape.from(y.square().sum()).differentiable().gradients(x).get(0);
            return tape.gradients(g.square().sum(), weights.get(0)).get(0).value();
        }
    }

    /** An operation with a random number of its own, which is against its contract. */
    private record Noise(Random random) implements Op {
        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(NDArray.full(in[0].dtype(), in[0].shape(), random.nextDouble()));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> g);
        }
    }

    @Test
    void anOperationThatIsNoFunctionOfItsInputsIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(t -> new Noise(random).apply(t), x).sum();

            assertThatThrownBy(() -> tape.gradients(y, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("(noise) gave another value when it was computed again");
        }
    }

    @Test
    void randomNumbersAreDrawnOnce() {
        Random forDropout = new Random(3);
        AtomicInteger calls = new AtomicInteger();
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(
                    t -> {
                        calls.incrementAndGet();
                        return Dropout.dropout(t.tanh(), 0.5, forDropout).square();
                    },
                    x);
            double factor = random.nextDouble();
            Tensor z = Checkpoint.of(t -> t.mul(factor), y);
            NDArray g = tape.gradients(z.sum(), x).get(0).value();
            for (int i = 0; i < g.size(); i++) {
                assertThat(g.at(i) == 0).isEqualTo(y.value().at(i) == 0);
            }
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void tensorsFromOutsideGetTheirGradients() {
        Tensor c = Tensor.scalar(DType.FLOAT64, 3);
        Tensor one = Tensor.of(new double[] {5, 7}, 2);
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(v -> v.mul(c), one);
            assertThat(tape.gradients(y.sum(), c).get(0).item()).isEqualTo(12);
        }
    }

    @Test
    void parameterUsedInsideAndOutsideGetsItsGradientOnce() {
        Parameter w = new Parameter("w", NDArray.of(Shape.of(2), 1.5, 2.0));
        for (boolean differentiable : new boolean[] {false, true}) {
            try (Tape tape = Tape.record()) {
                Tensor y = Checkpoint.of(h -> h.mul(w), w.mul(3));
                BackwardPass pass = tape.from(y.sum());
                Tensor g = (differentiable ? pass.differentiable() : pass)
                        .gradients(w)
                        .get(0);
                assertThat(g.value().toDoubleArray()).containsExactly(9, 12);
            }
            try (Tape tape = Tape.record()) {
                Tensor y = Checkpoint.of(h -> h.mul(w), w);
                BackwardPass pass = tape.from(y.sum());
                Tensor g = (differentiable ? pass.differentiable() : pass)
                        .gradients(w)
                        .get(0);
                assertThat(g.value().toDoubleArray()).containsExactly(3, 4);
            }
        }
    }

    @Test
    void partMayReturnItsArgumentOrATensorFromOutside() {
        Tensor a = Tensor.of(new double[] {2, 3}, 2);
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(t -> t, a.mul(2));
            Tensor outer = a.square();
            Tensor z = Checkpoint.of(t -> outer, y);
            assertThat(tape.gradients(y.add(z).sum(), a).get(0).value().toDoubleArray())
                    .containsExactly(6, 8);
        }
    }

    @Test
    void valuesInsideAreDroppedUntilTheWalkBackAndBehindIt() {
        List<Tensor> inside = new ArrayList<>();
        Tensor a = Tensor.of(new double[] {2, 3}, 2);
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(
                    t -> {
                        inside.add(t.square());
                        return inside.get(0).exp();
                    },
                    a);
            assertThatThrownBy(() -> inside.get(0).add(1))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("which a checkpoint has dropped");
            tape.onGradient(inside.get(0), g -> {
                assertThat(inside.get(0).value().toDoubleArray()).containsExactly(4, 9);
                return g;
            });
            tape.from(y.sum()).keep().gradients(a);
            assertThat(inside.get(0).value().isReadable()).isFalse();
            assertThat(y.value().at(0)).isEqualTo(Math.exp(4));
        }
    }

    @Test
    void parameterChangedBeforeTheWalkBackIsAnError() {
        Parameter w = new Parameter("w", NDArray.of(Shape.of(2), 1.5, 2.0));
        Tensor a = Tensor.of(new double[] {2, 3}, 2);
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(t -> t.add(w).exp(), a);
            w.assign(NDArray.of(Shape.of(2), 0.0, 0.0));
            assertThatThrownBy(() -> tape.gradients(y.sum(), a))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("(add) needs its input 1, parameter w of shape [2], as it was recorded");
        }
    }

    @Test
    void partThatBreaksOffLeavesTheTapeUsable() {
        Tensor a = Tensor.of(new double[] {2, 3}, 2);
        List<Tensor> inside = new ArrayList<>();
        try (Tape tape = Tape.record()) {
            assertThatThrownBy(() -> Checkpoint.of(
                            t -> {
                                inside.add(Checkpoint.of(Tensor::square, t));
                                throw new IllegalStateException("on purpose");
                            },
                            a))
                    .isInstanceOf(IllegalStateException.class);
            Tensor y = Checkpoint.of(Tensor::exp, inside.get(0)).mul(a);
            double[] g = tape.gradients(y.sum(), a).get(0).value().toDoubleArray();
            assertThat(g[0]).isEqualTo(Math.exp(4) * (1 + 2 * 2 * 2), within(1e-12));
        }
    }

    @Test
    void trainingInAWorkspaceIsTheSameToTheBit() {
        for (Workspace workspace : List.of(new Workspace(), Workspace.poisoned())) {
            List<List<NDArray>> gradients = new ArrayList<>();
            for (boolean checkpointed : new boolean[] {false, true, true}) {
                Random drawn = new Random(1);
                ConvOptions same = ConvOptions.kernel(3).padding(1);
                Sequential block = new Sequential(
                        new Conv2d(3, 3, same, drawn), new BatchNorm2d(3), new Relu(), new Conv2d(3, 3, same, drawn));
                Workspace.Scope scope = workspace.open();
                try (scope;
                        Tape tape = Tape.record()) {
                    Tensor h = x;
                    for (int i = 0; i < 3; i++) {
                        h = checkpointed ? Checkpoint.of(block::forward, h) : block.forward(h);
                    }
                    tape.backward(h.square().sum());
                    gradients.add(block.parameters().values().stream()
                            .map(p -> p.grad().value().copy())
                            .toList());
                }
            }
            for (int k = 0; k < gradients.get(0).size(); k++) {
                assertThat(gradients.get(1).get(k).sameBits(gradients.get(0).get(k)))
                        .isTrue();
                assertThat(gradients.get(2).get(k).sameBits(gradients.get(0).get(k)))
                        .isTrue();
            }
        }
    }
}
