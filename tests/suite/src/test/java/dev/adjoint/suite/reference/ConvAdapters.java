package dev.adjoint.suite.reference;

import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Convolutions and transposed convolutions, and gradients of functions of their gradients. */
final class ConvAdapters {
    private ConvAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        for (int axes = 1; axes <= 3; axes++) {
            adapters.put("conv" + axes + "d", Adapter.differentiable(ConvAdapters::conv));
            adapters.put("conv_transpose" + axes + "d", Adapter.differentiable(ConvAdapters::convTranspose));
            adapters.put("conv" + axes + "d_double", twice(ConvAdapters::conv));
            adapters.put("conv_transpose" + axes + "d_double", twice(ConvAdapters::convTranspose));
        }
        return adapters;
    }

    private static Tensor conv(ReferenceCase c) {
        Tensor weight = c.tensor("weight");
        return c.tensor("x").conv(weight, c.optional("bias"), ConvSettings.conv(c.attrs(), weight.shape()));
    }

    private static Tensor convTranspose(ReferenceCase c) {
        TransposeOptions options =
                ConvSettings.transpose(c.attrs(), c.tensor("weight").shape());
        Tensor y = transposed(c, options);
        if (c.attrs().has("output_padding_resolved")) {
            Tensor same = transposed(c, options.outputPadding(c.attrs().integers("output_padding_resolved")));
            if (!same.value().sameBits(y.value())) {
                throw new AssertionError("output_size and output_padding_resolved lead to different outputs");
            }
        }
        return y;
    }

    private static Tensor transposed(ReferenceCase c, TransposeOptions options) {
        return c.tensor("x").convTranspose(c.tensor("weight"), c.optional("bias"), options);
    }

    /**
     * The gradients of a penalty on the gradients of an objective: {@code S = sum (dL/dx)^2 + sum (dL/dw)^2} with
     * {@code L = sum g y} (linear) or {@code L = sum g y^2 / 2} (quadratic).
     */
    private static Adapter twice(Function<ReferenceCase, Tensor> function) {
        return c -> {
            Results results = new Results();
            try (Tape tape = Tape.record()) {
                Tensor y = function.apply(c);
                results.output(y);
                Tensor objective = switch (c.attrs().text("objective")) {
                    case "linear" -> c.gradOutput().mul(y).sum();
                    case "quadratic" -> c.gradOutput().mul(y.square()).sum().div(2);
                    default -> throw new IllegalArgumentException("unknown objective in " + c.attrs());
                };
                List<String> names = c.gradients("grads");
                List<Tensor> first = tape.from(objective).differentiable().gradients(tensors(c, names));
                put(results, "grads", names, first);
                Tensor penalty = first.get(names.indexOf("x"))
                        .square()
                        .sum()
                        .add(first.get(names.indexOf("weight")).square().sum());
                results.put("penalty", penalty.value());
                List<String> wrt = c.gradients("double_grads");
                put(results, "double_grads", wrt, tape.gradients(penalty, tensors(c, wrt)));
            }
            return results;
        };
    }

    private static Tensor[] tensors(ReferenceCase c, List<String> names) {
        return names.stream()
                .map(name -> name.equals("grad_output") ? c.gradOutput() : c.tensor(name))
                .toArray(Tensor[]::new);
    }

    private static void put(Results results, String field, List<String> names, List<Tensor> gradients) {
        for (int i = 0; i < names.size(); i++) {
            results.put(field + "." + names.get(i), gradients.get(i).value());
        }
    }
}
