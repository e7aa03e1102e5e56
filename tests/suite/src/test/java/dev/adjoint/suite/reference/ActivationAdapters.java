package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;
import static dev.adjoint.suite.reference.ElementwiseAdapters.unary;

import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Activations;
import java.util.Map;
import java.util.TreeMap;

/** Activation functions. */
final class ActivationAdapters {
    private ActivationAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("relu", unary(Tensor::relu));
        adapters.put("sigmoid", unary(Tensor::sigmoid));
        adapters.put("tanh", unary(Tensor::tanh));
        adapters.put("selu", unary(Activations::selu));
        adapters.put("silu", unary(Activations::silu));
        adapters.put("hardswish", unary(Activations::hardswish));
        adapters.put("gelu", differentiable(ActivationAdapters::gelu));
        adapters.put(
                "softmax", differentiable(c -> c.tensor("x").softmax(c.attrs().integer("dim"))));
        adapters.put(
                "log_softmax",
                differentiable(c -> c.tensor("x").logSoftmax(c.attrs().integer("dim"))));
        adapters.put("prelu", differentiable(c -> Activations.prelu(c.tensor("x"), c.tensor("weight"))));
        adapters.put(
                "leaky_relu",
                differentiable(
                        c -> Activations.leakyRelu(c.tensor("x"), c.attrs().number("negative_slope", 0.01))));
        adapters.put(
                "elu",
                differentiable(c -> Activations.elu(c.tensor("x"), c.attrs().number("alpha", 1))));
        adapters.put(
                "softplus",
                differentiable(c -> Activations.softplus(
                        c.tensor("x"), c.attrs().number("beta", 1), c.attrs().number("threshold", 20))));
        return adapters;
    }

    private static Tensor gelu(ReferenceCase c) {
        return switch (c.attrs().text("approximate", "none")) {
            case "none" -> Activations.gelu(c.tensor("x"));
            case "tanh" -> Activations.geluTanh(c.tensor("x"));
            default -> throw new IllegalArgumentException("unknown approximation in " + c.attrs());
        };
    }
}
