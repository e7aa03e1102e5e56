package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import dev.adjoint.op.ArgMax;
import dev.adjoint.op.Reductions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reductions over some axes or all. */
final class ReductionAdapters {
    private ReductionAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Unary> functions = functions();
        Map<String, Adapter> adapters = Unary.adapters(functions);
        adapters.put("max", extreme(functions.get("max"), ArgMax::argmax));
        adapters.put("min", extreme(functions.get("min"), ArgMax::argmin));
        return adapters;
    }

    static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("sum", reduction(Reductions::sum));
        functions.put("mean", reduction(Reductions::mean));
        functions.put("logsumexp", reduction(Reductions::logsumexp));
        functions.put("prod", reduction(Reductions::prod));
        functions.put("max", reduction(Reductions::max));
        functions.put("min", reduction(Reductions::min));
        functions.put("var", spread(Reductions::var));
        functions.put("std", spread(Reductions::std));
        return functions;
    }

    /** A reduction as {@link Reductions} has them. */
    private interface Reduction {
        Tensor apply(Tensor x, boolean keepDims, int... axes);
    }

    /** A measure of spread as {@link Reductions} has them. */
    private interface Spread {
        Tensor apply(Tensor x, double correction, boolean keepDims, int... axes);
    }

    private static Unary reduction(Reduction function) {
        return (x, s) -> function.apply(x, keepDims(s), axes(s));
    }

    private static Unary spread(Spread function) {
        return (x, s) -> function.apply(x, s.number("correction", 1), keepDims(s), axes(s));
    }

    private static Adapter extreme(Unary function, BiFunction<Tensor, Integer, IntArray> position) {
        return differentiable((c, results) -> {
            Tensor y = function.apply(c.tensor("x"), c.attrs());
            int[] axes = axes(c.attrs());
            if (axes.length == 1) {
                results.extra("indices", position.apply(c.tensor("x"), axes[0]).reshape(y.shape()));
            }
            return y;
        });
    }

    private static boolean keepDims(Attributes s) {
        return s.flag("keepdim", false);
    }

    /** None stands for all, here as there. */
    private static int[] axes(Attributes s) {
        return s.integers("dim", new int[0]);
    }
}
