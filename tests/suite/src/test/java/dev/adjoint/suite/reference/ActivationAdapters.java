package dev.adjoint.suite.reference;

import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Activation functions. */
final class ActivationAdapters {
    private ActivationAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = Unary.adapters(functions());
        adapters.put("prelu", Adapter.differentiable(c -> c.tensor("x").prelu(c.tensor("weight"))));
        return adapters;
    }

    private static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("relu", (x, s) -> x.relu());
        functions.put("sigmoid", (x, s) -> x.sigmoid());
        functions.put("tanh", (x, s) -> x.tanh());
        functions.put("selu", (x, s) -> x.selu());
        functions.put("silu", (x, s) -> x.silu());
        functions.put("hardswish", (x, s) -> x.hardswish());
        functions.put("gelu", ActivationAdapters::gelu);
        functions.put("softmax", (x, s) -> x.softmax(s.integer("dim")));
        functions.put("log_softmax", (x, s) -> x.logSoftmax(s.integer("dim")));
        functions.put("leaky_relu", (x, s) -> x.leakyRelu(s.number("negative_slope", 0.01)));
        functions.put("elu", (x, s) -> x.elu(s.number("alpha", 1)));
        functions.put("softplus", (x, s) -> x.softplus(s.number("beta", 1), s.number("threshold", 20)));
        return functions;
    }

    private static Tensor gelu(Tensor x, Attributes s) {
        return switch (s.text("approximate", "none")) {
            case "none" -> x.gelu();
            case "tanh" -> x.geluTanh();
            default -> throw new IllegalArgumentException("unknown approximation in " + s);
        };
    }
}
