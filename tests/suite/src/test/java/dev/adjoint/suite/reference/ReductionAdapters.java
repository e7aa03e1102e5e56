package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Axes;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reductions over some axes or all. */
final class ReductionAdapters {
    private ReductionAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Unary> functions = functions();
        Map<String, Adapter> adapters = Unary.adapters(functions);
        adapters.put("max", extreme(functions.get("max"), Tensor::argmax));
        adapters.put("min", extreme(functions.get("min"), Tensor::argmin));
        return adapters;
    }

    static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("sum", reduction(Tensor::sum));
        functions.put("mean", reduction(Tensor::mean));
        functions.put("logsumexp", reduction(Tensor::logsumexp));
        functions.put("prod", reduction(Tensor::prod));
        functions.put("max", reduction(Tensor::max));
        functions.put("min", reduction(Tensor::min));
        functions.put("var", (x, s) -> x.var(s.number("correction", 1), axes(s)));
        functions.put("std", (x, s) -> x.std(s.number("correction", 1), axes(s)));
        return functions;
    }

    private static Unary reduction(BiFunction<Tensor, Axes, Tensor> function) {
        return (x, s) -> function.apply(x, axes(s));
    }

    private static Adapter extreme(Unary function, BiFunction<Tensor, Integer, IntArray> position) {
        return differentiable((c, results) -> {
            Tensor y = function.apply(c.tensor("x"), c.attrs());
            int[] axes = c.attrs().integers("dim", new int[0]);
            if (axes.length == 1) {
                results.extra("indices", position.apply(c.tensor("x"), axes[0]).reshape(y.shape()));
            }
            return y;
        });
    }

    /** None stands for all, here as there. */
    private static Axes axes(Attributes s) {
        Axes axes = Axes.of(s.integers("dim", new int[0]));
        return s.flag("keepdim", false) ? axes.keep() : axes;
    }
}
