package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;
import java.util.Map;
import java.util.TreeMap;

/** Normalisations, with the running statistics that come out of them. */
final class NormAdapters {
    private NormAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("batch_norm", running("training", Norms::batchNorm));
        adapters.put("instance_norm", running("use_input_stats", Norms::instanceNorm));
        adapters.put(
                "group_norm",
                differentiable(c -> c.tensor("x")
                        .groupNorm(c.attrs().integer("num_groups"), c.optional("weight"), c.optional("bias"), eps(c))));
        adapters.put(
                "layer_norm",
                differentiable(c -> c.tensor("x")
                        .layerNorm(
                                Shape.of(c.attrs().integers("normalized_shape")),
                                c.optional("weight"),
                                c.optional("bias"),
                                eps(c))));
        return adapters;
    }

    /** A normalisation by the input's own statistics, in the form of {@link Norms}. */
    private interface OwnStatistics {
        Norms.Normalized apply(Tensor x, Tensor weight, Tensor bias, double eps);
    }

    private static Adapter running(String useOwn, OwnStatistics function) {
        return differentiable((c, results) -> {
            Tensor x = c.tensor("x");
            Tensor weight = c.optional("weight");
            Tensor bias = c.optional("bias");
            Tensor mean = c.optional("running_mean");
            Tensor variance = c.optional("running_var");
            double momentum = c.attrs().number("momentum");
            if (!c.attrs().flag(useOwn)) {
                results.extra("running_mean", mean.value()).extra("running_var", variance.value());
                return x.batchNorm(mean, variance, weight, bias, eps(c));
            }
            Norms.Normalized y = function.apply(x, weight, bias, eps(c));
            if (mean != null) {
                results.extra("running_mean", Norms.running(mean.value(), y.mean(), momentum));
                results.extra("running_var", Norms.running(variance.value(), y.variance(), momentum));
            }
            return y.output();
        });
    }

    private static double eps(ReferenceCase c) {
        return c.attrs().number("eps");
    }
}
