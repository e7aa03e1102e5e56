package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;
import static dev.adjoint.suite.reference.ElementwiseAdapters.unary;

import dev.adjoint.autograd.Tensor;
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
        adapters.put(
                "softmax", differentiable(c -> c.tensor("x").softmax(c.attrs().integer("dim"))));
        adapters.put(
                "log_softmax",
                differentiable(c -> c.tensor("x").logSoftmax(c.attrs().integer("dim"))));
        return adapters;
    }
}
