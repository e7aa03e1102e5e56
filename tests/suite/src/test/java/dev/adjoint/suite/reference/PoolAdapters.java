package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
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
                    "avg_pool" + axes + "d", differentiable(c -> c.tensor("x").avgPool(options(c))));
            adapters.put(
                    "lp_pool" + axes + "d",
                    differentiable(c -> c.tensor("x").lpPool(c.attrs().number("norm_type"), options(c))));
            adapters.put(
                    "adaptive_avg_pool" + axes + "d",
                    differentiable(c -> c.tensor("x").adaptiveAvgPool(size(c))));
            adapters.put("adaptive_max_pool" + axes + "d", differentiable(PoolAdapters::adaptiveMax));
        }
        adapters.put("unfold", differentiable(c -> c.tensor("x").unfold(PoolSettings.windows(c.attrs()))));
        adapters.put(
                "fold",
                differentiable(c -> c.tensor("x")
                        .fold(Shape.of(c.attrs().integers("output_size")), PoolSettings.windows(c.attrs()))));
        return adapters;
    }

    private static Tensor max(ReferenceCase c, Results results) {
        results.extra("indices", c.tensor("x").maxPoolIndices(options(c)));
        return c.tensor("x").maxPool(options(c));
    }

    private static Tensor adaptiveMax(ReferenceCase c, Results results) {
        Shape size = size(c);
        results.extra("indices", c.tensor("x").adaptiveMaxPoolIndices(size));
        return c.tensor("x").adaptiveMaxPool(size);
    }

    /** The number of spatial axes is that in the operator's name. */
    private static PoolOptions options(ReferenceCase c) {
        return PoolSettings.pool(c.attrs()).axes(axes(c));
    }

    private static Shape size(ReferenceCase c) {
        int[] size = c.attrs().integers("output_size");
        int[] all = new int[axes(c)];
        Arrays.setAll(all, i -> size[size.length == 1 ? 0 : i]);
        return Shape.of(all);
    }

    private static int axes(ReferenceCase c) {
        return c.tensor("x").rank() - 2;
    }
}
