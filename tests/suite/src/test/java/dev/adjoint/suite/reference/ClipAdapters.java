package dev.adjoint.suite.reference;

import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.optim.Clip;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Clipping of gradients. */
final class ClipAdapters {
    private ClipAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("clip_grad_norm", c -> {
            List<Parameter> parameters = withGradients(c);
            double norm = Clip.byNorm(
                    parameters, c.attrs().number("max_norm"), c.attrs().number("norm_type", 2));
            return gradients(parameters).output(norm);
        });
        adapters.put("clip_grad_value", c -> {
            List<Parameter> parameters = withGradients(c);
            Clip.byValue(parameters, c.attrs().number("clip_value"));
            return gradients(parameters).output(joined(parameters));
        });
        return adapters;
    }

    private static List<Parameter> withGradients(ReferenceCase c) {
        return Stream.of(c.series("g")).map(ClipAdapters::withGradient).toList();
    }

    private static Parameter withGradient(Tensor gradient) {
        Parameter parameter = new Parameter("p", gradient.value().copy());
        parameter.setGrad(gradient);
        return parameter;
    }

    /** The elements of all gradients, one after the other. */
    private static Tensor joined(List<Parameter> parameters) {
        return Tensor.concat(
                0, parameters.stream().map(p -> p.grad().reshape(-1)).toArray(Tensor[]::new));
    }

    private static Results gradients(List<Parameter> parameters) {
        Results results = new Results();
        for (int i = 0; i < parameters.size(); i++) {
            results.extra("g" + i, parameters.get(i).grad().value());
        }
        return results;
    }
}
