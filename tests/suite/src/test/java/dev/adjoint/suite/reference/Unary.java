package dev.adjoint.suite.reference;

import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** A function of one tensor and settings, which runs as a case of its operator and as a layer without parameters. */
@FunctionalInterface
interface Unary {
    Tensor apply(Tensor x, Attributes settings);

    /** The adapters of functions of the input {@code x}. */
    static Map<String, Adapter> adapters(Map<String, Unary> functions) {
        Map<String, Adapter> adapters = new TreeMap<>();
        functions.forEach((name, function) ->
                adapters.put(name, Adapter.differentiable(c -> function.apply(c.tensor("x"), c.attrs()))));
        return adapters;
    }
}
