package dev.adjoint.suite.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.NDArray;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients read no value that their operation says they do not need. */
class NeededValuesTest {
    static Stream<Example> examples() {
        return OpGradients.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void gradientsAreTheSameWithoutTheValuesThatNobodyNeeds(Example example) {
        List<NDArray> expected = gradients(example, false);
        List<NDArray> actual = gradients(example, true);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).sameBits(expected.get(i)))
                    .as("gradient %d", i)
                    .isTrue();
        }
    }

    /** Gradients by all inputs, of both orders, the second after values were given back once more. */
    private static List<NDArray> gradients(Example example, boolean givingBack) {
        List<NDArray> result = new ArrayList<>();
        Workspace.Scope scope = Workspace.poisoned().open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor y = example.function().apply(example.inputs());
            Tensor[] inputs = example.inputs().stream()
                    .filter(x -> tape.entries().stream().anyMatch(e -> e.isLeaf() && e.output() == x))
                    .toArray(Tensor[]::new);
            Tensor seed = new Tensor(NDArray.full(DType.FLOAT64, y.shape(), 0.7));
            giveBack(tape, givingBack);
            List<Tensor> first = tape.from(y).seed(seed).differentiable().gradients(inputs);
            first.forEach(g -> result.add(g.value().copy()));
            giveBack(tape, givingBack);
            for (Tensor g : first) {
                if (tape.entries().stream().anyMatch(e -> !e.isLeaf() && e.output() == g)) {
                    Tensor ones = new Tensor(NDArray.full(DType.FLOAT64, g.shape(), 1));
                    tape.from(g)
                            .seed(ones)
                            .keep()
                            .gradients(inputs)
                            .forEach(h -> result.add(h.value().copy()));
                }
            }
        }
        return result;
    }

    private static void giveBack(Tape tape, boolean givingBack) {
        for (Entry made : givingBack ? tape.entries() : List.<Entry>of()) {
            NDArray value = made.output().value();
            boolean needed = made.isLeaf() || tape.entries().stream().anyMatch(entry -> reads(tape, entry, value));
            if (!needed) {
                Workspace.discard(value);
            }
        }
    }

    private static boolean reads(Tape tape, Entry entry, NDArray value) {
        if (entry.output().value().sharesMemory(value)
                && (entry.isLeaf() || entry.op().needsOutput())) {
            return true;
        }
        for (int k = 0; k < entry.inputCount(); k++) {
            Entry source = tape.entries().get(entry.inputEntries().get(k));
            if (source.output().value().sharesMemory(value) && entry.op().needsInput(k)) {
                return true;
            }
        }
        return false;
    }
}
