package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Where;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Functions of one element of each input. */
final class ElementwiseAdapters {
    private ElementwiseAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("add", binary(Tensor::add));
        adapters.put("sub", binary(Tensor::sub));
        adapters.put("mul", binary(Tensor::mul));
        adapters.put("div", binary(Tensor::div));
        adapters.put("pow", binary(Tensor::pow));
        adapters.put("maximum", binary(Tensor::maximum));
        adapters.put("minimum", binary(Tensor::minimum));
        adapters.put("neg", unary(Tensor::neg));
        adapters.put("exp", unary(Tensor::exp));
        adapters.put("log", unary(Tensor::log));
        adapters.put("sqrt", unary(Tensor::sqrt));
        adapters.put("abs", unary(Tensor::abs));
        adapters.put("square", unary(Tensor::square));
        adapters.put("reciprocal", unary(Tensor::reciprocal));
        adapters.put("sin", unary(Tensor::sin));
        adapters.put("cos", unary(Tensor::cos));
        adapters.put("where", differentiable(c -> Where.where(c.mask("cond"), c.tensor("a"), c.tensor("b"))));
        adapters.put(
                "clamp",
                differentiable(c -> c.tensor("x")
                        .clamp(
                                c.attrs().number("min", Double.NEGATIVE_INFINITY),
                                c.attrs().number("max", Double.POSITIVE_INFINITY))));
        return adapters;
    }

    static Adapter unary(UnaryOperator<Tensor> function) {
        return differentiable(c -> function.apply(c.tensor("x")));
    }

    private static Adapter binary(BinaryOperator<Tensor> function) {
        return differentiable(c -> function.apply(c.tensor("a"), c.tensor("b")));
    }
}
