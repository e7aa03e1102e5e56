package dev.adjoint.suite.reference;

import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Translates a case of one operator into the framework's calls and runs it. */
@FunctionalInterface
interface Adapter {
    Results run(ReferenceCase c);

    /** A function of tensors: its output, and the gradients of every input for which the case states one. */
    static Adapter differentiable(Function<ReferenceCase, Tensor> function) {
        return differentiable((c, results) -> function.apply(c));
    }

    /** The same for a function that adds extra outputs. */
    static Adapter differentiable(BiFunction<ReferenceCase, Results, Tensor> function) {
        return c -> {
            Results results = new Results();
            try (Tape tape = Tape.record()) {
                Tensor y = function.apply(c, results);
                results.output(y);
                // An operation that has nothing to do may return its input, which is on no tape; this copy is.
                Tensor recorded = y.add(0);
                List<String> names = c.gradients("grads");
                Tensor[] inputs = names.stream().map(c::tensor).toArray(Tensor[]::new);
                List<Tensor> gradients =
                        tape.from(recorded).seed(c.gradOutput()).gradients(inputs);
                for (int i = 0; i < inputs.length; i++) {
                    results.put("grads." + names.get(i), gradients.get(i).value());
                }
            }
            return results;
        };
    }
}
