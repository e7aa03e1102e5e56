package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Unfold;
import java.util.Map;
import java.util.TreeMap;

/** Poolings, and patches as columns. */
final class PoolAdapters {
    private PoolAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        for (int axes = 1; axes <= 3; axes++) {
            adapters.put("max_pool" + axes + "d", differentiable(PoolAdapters::max));
            adapters.put(
                    "avg_pool" + axes + "d",
                    differentiable(c -> Pool.average(c.tensor("x"), PoolSettings.pool(c.attrs()))));
            adapters.put(
                    "lp_pool" + axes + "d",
                    differentiable(
                            c -> Pool.lp(c.tensor("x"), c.attrs().number("norm_type"), PoolSettings.pool(c.attrs()))));
            adapters.put(
                    "adaptive_avg_pool" + axes + "d",
                    differentiable(
                            c -> Pool.adaptiveAverage(c.tensor("x"), c.attrs().integers("output_size"))));
            adapters.put("adaptive_max_pool" + axes + "d", differentiable(PoolAdapters::adaptiveMax));
        }
        adapters.put("unfold", differentiable(c -> Unfold.unfold(c.tensor("x"), PoolSettings.windows(c.attrs()))));
        adapters.put(
                "fold",
                differentiable(c -> Unfold.fold(
                        c.tensor("x"), c.attrs().integers("output_size"), PoolSettings.windows(c.attrs()))));
        return adapters;
    }

    private static Tensor max(ReferenceCase c, Results results) {
        results.extra("indices", Pool.maxIndices(c.tensor("x"), PoolSettings.pool(c.attrs())));
        return Pool.max(c.tensor("x"), PoolSettings.pool(c.attrs()));
    }

    private static Tensor adaptiveMax(ReferenceCase c, Results results) {
        int[] size = c.attrs().integers("output_size");
        results.extra("indices", Pool.adaptiveMaxIndices(c.tensor("x"), size));
        return Pool.adaptiveMax(c.tensor("x"), size);
    }
}
