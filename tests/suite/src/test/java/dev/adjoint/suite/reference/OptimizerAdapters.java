package dev.adjoint.suite.reference;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.optim.Optimizer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Optimisers over a sequence of given gradients. */
final class OptimizerAdapters {
    private OptimizerAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        OptimizerSettings.NAMES.forEach(name -> adapters.put(name, c -> steps(name, c)));
        return adapters;
    }

    private static Results steps(String name, ReferenceCase c) {
        NDArray gradients = c.tensor("grad_sequence").value();
        Parameter parameter = new Parameter("params", c.tensor("params").value().copy());
        Optimizer optimizer = OptimizerSettings.optimizer(name, c.attrs(), parameter);
        double[] rates = c.attrs().has("lr_sequence") ? c.attrs().numbers("lr_sequence") : null;
        int steps = gradients.shape().dim(0);
        int size = parameter.shape().size();
        double[] trace = new double[steps * size];
        for (int t = 0; t < steps; t++) {
            if (rates != null) {
                optimizer.setLearningRate(rates[t]);
            }
            double[] gradient = Arrays.copyOfRange(gradients.toDoubleArray(), t * size, (t + 1) * size);
            parameter.setGrad(
                    new Tensor(NDArray.wrap(parameter.shape(), gradient).to(c.dtype())));
            optimizer.step();
            System.arraycopy(parameter.value().toDoubleArray(), 0, trace, t * size, size);
        }
        return new Results()
                .put("output", NDArray.wrap(gradients.shape(), trace).to(c.dtype()));
    }
}
