package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Functions of one element of each input. */
final class ElementwiseAdapters {
    private ElementwiseAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = Unary.adapters(functions());
        adapters.put("add", binary(Tensor::add));
        adapters.put("sub", binary(Tensor::sub));
        adapters.put("mul", binary(Tensor::mul));
        adapters.put("div", binary(Tensor::div));
        adapters.put("pow", binary(Tensor::pow));
        adapters.put("maximum", binary(Tensor::maximum));
        adapters.put("minimum", binary(Tensor::minimum));
        adapters.put("where", differentiable(c -> Tensor.where(c.mask("cond"), c.tensor("a"), c.tensor("b"))));
        return adapters;
    }

    static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("neg", (x, s) -> x.neg());
        functions.put("exp", (x, s) -> x.exp());
        functions.put("log", (x, s) -> x.log());
        functions.put("sqrt", (x, s) -> x.sqrt());
        functions.put("abs", (x, s) -> x.abs());
        functions.put("square", (x, s) -> x.square());
        functions.put("reciprocal", (x, s) -> x.reciprocal());
        functions.put("sin", (x, s) -> x.sin());
        functions.put("cos", (x, s) -> x.cos());
        functions.put(
                "clamp",
                (x, s) ->
                        x.clamp(s.number("min", Double.NEGATIVE_INFINITY), s.number("max", Double.POSITIVE_INFINITY)));
        return functions;
    }

    private static Adapter binary(BinaryOperator<Tensor> function) {
        return differentiable(c -> function.apply(c.tensor("a"), c.tensor("b")));
    }
}
