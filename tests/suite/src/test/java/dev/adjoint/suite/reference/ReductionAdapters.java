package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Reductions;
import java.util.Map;
import java.util.TreeMap;

/** Reductions over some axes or all. */
final class ReductionAdapters {
    private ReductionAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("sum", reduction(Reductions::sum));
        adapters.put("mean", reduction(Reductions::mean));
        adapters.put(
                "var",
                differentiable(c -> Reductions.var(
                        c.tensor("x"),
                        c.attrs().number("correction", 1),
                        c.attrs().flag("keepdim", false),
                        axes(c))));
        return adapters;
    }

    /** A reduction as {@link Reductions} has them. */
    private interface Reduction {
        Tensor apply(Tensor x, boolean keepDims, int... axes);
    }

    private static Adapter reduction(Reduction function) {
        return differentiable(c -> function.apply(c.tensor("x"), c.attrs().flag("keepdim", false), axes(c)));
    }

    /** None stands for all, here as there. */
    private static int[] axes(ReferenceCase c) {
        return c.attrs().integers("dim", new int[0]);
    }
}
