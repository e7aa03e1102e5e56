package dev.adjoint.suite.gradients;

import dev.adjoint.Entry;
import dev.adjoint.Op;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The register of gradient checks: at least one example of every operation and of every function made from them. */
final class OpGradients {
    /** The lists of examples. */
    static final List<Class<?>> SOURCES = List.of(
            ElementwiseExamples.class,
            ReductionExamples.class,
            ShapeExamples.class,
            WindowExamples.class,
            NormExamples.class,
            LossExamples.class);

    private OpGradients() {}

    static List<Example> all() {
        return Stream.of(
                        ElementwiseExamples.all(),
                        ReductionExamples.all(),
                        ShapeExamples.all(),
                        WindowExamples.all(),
                        NormExamples.all(),
                        LossExamples.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The operations whose own gradients an example checks: those of its value and those of its gradient. */
    static Set<Class<? extends Op>> checkedBy(Example example) {
        try (Tape tape = Tape.record()) {
            Tensor y = example.function().apply(example.inputs());
            tape.from(y.square().sum()).differentiable().gradients(used(tape, example.inputs()));
            return tape.entries().stream()
                    .map(Entry::op)
                    .filter(Objects::nonNull)
                    .map(Op::getClass)
                    .collect(Collectors.toSet());
        }
    }

    private static Tensor[] used(Tape tape, List<Tensor> inputs) {
        return inputs.stream()
                .filter(x -> tape.entries().stream().anyMatch(e -> e.isLeaf() && e.output() == x))
                .toArray(Tensor[]::new);
    }
}
