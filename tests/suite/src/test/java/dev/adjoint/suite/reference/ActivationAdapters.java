package dev.adjoint.suite.reference;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;
import java.util.Map;
import java.util.TreeMap;

/** Activation functions. */
final class ActivationAdapters {
    private ActivationAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = Unary.adapters(functions());
        adapters.put("prelu", Adapter.differentiable(c -> Activations.prelu(c.tensor("x"), c.tensor("weight"))));
        return adapters;
    }

    private static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("relu", (x, s) -> x.relu());
        functions.put("sigmoid", (x, s) -> x.sigmoid());
        functions.put("tanh", (x, s) -> x.tanh());
        functions.put("selu", (x, s) -> Activations.selu(x));
        functions.put("silu", (x, s) -> Activations.silu(x));
        functions.put("hardswish", (x, s) -> Activations.hardswish(x));
        functions.put("gelu", ActivationAdapters::gelu);
        functions.put("softmax", (x, s) -> x.softmax(s.integer("dim")));
        functions.put("log_softmax", (x, s) -> x.logSoftmax(s.integer("dim")));
        functions.put("leaky_relu", (x, s) -> Activations.leakyRelu(x, s.number("negative_slope", 0.01)));
        functions.put("elu", (x, s) -> Activations.elu(x, s.number("alpha", 1)));
        functions.put("softplus", (x, s) -> Activations.softplus(x, s.number("beta", 1), s.number("threshold", 20)));
        return functions;
    }

    private static Tensor gelu(Tensor x, Attributes s) {
        return switch (s.text("approximate", "none")) {
            case "none" -> Activations.gelu(x);
            case "tanh" -> Activations.geluTanh(x);
            default -> throw new IllegalArgumentException("unknown approximation in " + s);
        };
    }
}
