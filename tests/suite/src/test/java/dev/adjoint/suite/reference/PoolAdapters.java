package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Unfold;
import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.PoolOptions;
import java.util.Map;
import java.util.TreeMap;

/** Poolings, and patches as columns. */
final class PoolAdapters {
    private PoolAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        for (int axes = 1; axes <= 3; axes++) {
            adapters.put("max_pool" + axes + "d", differentiable(PoolAdapters::max));
            adapters.put("avg_pool" + axes + "d", differentiable(c -> Pool.average(c.tensor("x"), options(c))));
            adapters.put(
                    "lp_pool" + axes + "d",
                    differentiable(c -> Pool.lp(c.tensor("x"), c.attrs().number("norm_type"), options(c))));
            adapters.put(
                    "adaptive_avg_pool" + axes + "d",
                    differentiable(
                            c -> Pool.adaptiveAverage(c.tensor("x"), c.attrs().integers("output_size"))));
            adapters.put("adaptive_max_pool" + axes + "d", differentiable(PoolAdapters::adaptiveMax));
        }
        adapters.put("unfold", differentiable(c -> Unfold.unfold(c.tensor("x"), windows(c))));
        adapters.put(
                "fold", differentiable(c -> Unfold.fold(c.tensor("x"), c.attrs().integers("output_size"), windows(c))));
        return adapters;
    }

    private static Tensor max(ReferenceCase c, Results results) {
        results.extra("indices", Pool.maxIndices(c.tensor("x"), options(c)));
        return Pool.max(c.tensor("x"), options(c));
    }

    private static Tensor adaptiveMax(ReferenceCase c, Results results) {
        int[] size = c.attrs().integers("output_size");
        results.extra("indices", Pool.adaptiveMaxIndices(c.tensor("x"), size));
        return Pool.adaptiveMax(c.tensor("x"), size);
    }

    private static PoolOptions options(ReferenceCase c) {
        Attributes attrs = c.attrs();
        int[] kernel = attrs.integers("kernel_size");
        return PoolOptions.kernel(kernel)
                .stride(attrs.integers("stride", kernel))
                .padding(attrs.integers("padding", 0))
                .dilation(attrs.integers("dilation", 1))
                .ceilMode(attrs.flag("ceil_mode", false))
                .countIncludePad(attrs.flag("count_include_pad", true))
                .divisor(attrs.integer("divisor_override", 0));
    }

    private static ConvOptions windows(ReferenceCase c) {
        Attributes attrs = c.attrs();
        return ConvOptions.kernel(attrs.integers("kernel_size"))
                .stride(attrs.integers("stride", 1))
                .padding(attrs.integers("padding", 0))
                .dilation(attrs.integers("dilation", 1));
    }
}
