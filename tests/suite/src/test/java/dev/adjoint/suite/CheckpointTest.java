package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Checkpoint;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

    @Test
    void aPartThatGivesAnotherValueTheSecondTimeIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(t -> t.mul(random.nextDouble()), x).sum();

            assertThatThrownBy(() -> tape.gradients(y, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("gave another value when it was computed again");
        }
    }
}
