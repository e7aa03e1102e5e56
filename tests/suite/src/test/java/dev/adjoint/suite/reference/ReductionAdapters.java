package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.array.IntArray;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.ArgMax;
import dev.adjoint.op.Reductions;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reductions over some axes or all. */
final class ReductionAdapters {
    private ReductionAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("sum", reduction(Reductions::sum));
        adapters.put("mean", reduction(Reductions::mean));
        adapters.put("logsumexp", reduction(Reductions::logsumexp));
        adapters.put("prod", reduction(Reductions::prod));
        adapters.put("max", extreme(Reductions::max, ArgMax::argmax));
        adapters.put("min", extreme(Reductions::min, ArgMax::argmin));
        adapters.put("var", spread(Reductions::var));
        adapters.put("std", spread(Reductions::std));
        return adapters;
    }

    /** A reduction as {@link Reductions} has them. */
    private interface Reduction {
        Tensor apply(Tensor x, boolean keepDims, int... axes);
    }

    /** A measure of spread as {@link Reductions} has them. */
    private interface Spread {
        Tensor apply(Tensor x, double correction, boolean keepDims, int... axes);
    }

    private static Adapter reduction(Reduction function) {
        return differentiable(c -> function.apply(c.tensor("x"), keepDims(c), axes(c)));
    }

    private static Adapter spread(Spread function) {
        return differentiable(
                c -> function.apply(c.tensor("x"), c.attrs().number("correction", 1), keepDims(c), axes(c)));
    }

    private static Adapter extreme(Reduction function, BiFunction<Tensor, Integer, IntArray> position) {
        return differentiable((c, results) -> {
            Tensor y = function.apply(c.tensor("x"), keepDims(c), axes(c));
            if (axes(c).length == 1) {
                results.extra(
                        "indices", position.apply(c.tensor("x"), axes(c)[0]).reshape(y.shape()));
            }
            return y;
        });
    }

    private static boolean keepDims(ReferenceCase c) {
        return c.attrs().flag("keepdim", false);
    }

    /** None stands for all, here as there. */
    private static int[] axes(ReferenceCase c) {
        return c.attrs().integers("dim", new int[0]);
    }
}
