package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Epoch;
import dev.adjoint.nn.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Measures a model on data it does not learn from: in evaluation mode, without gradients. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * Measures a model. It is in evaluation mode meanwhile, and each of its parts in its former mode again afterwards.
     * Call it with no tape open, which would record and keep everything.
     *
     * @param model the model
     * @param data what to measure it on
     * @param metrics the measures, which hold those of this data afterwards
     * @return the values of all metrics by name
     * @throws ArgumentException if two metrics have values of the same name
     */
    public static Map<String, Double> of(Layer model, Batches data, Metric... metrics) {
        return of(model, data, List.of(metrics), () -> false).orElseThrow();
    }

    /** Empty if it was stopped, which is asked for before each batch. */
    static Optional<Map<String, Double>> of(
            Layer model, Batches data, List<Metric> metrics, BooleanSupplier isStopped) {
        Modes before = Modes.of(model);
        Workspace workspace = new Workspace();
        try (Epoch epoch = data.epoch(0)) {
            model.eval();
            metrics.forEach(Metric::reset);
            for (Batch batch : epoch) {
                if (isStopped.getAsBoolean()) {
                    return Optional.empty();
                }
                try (Workspace.Scope scope = workspace.open()) {
                    Tensor outputs = model.forward(batch.inputs());
                    scope.keep(outputs.value());
                    metrics.forEach(metric -> metric.update(outputs, batch.labels()));
                }
            }
        } finally {
            before.restore();
        }
        return Optional.of(values(metrics));
    }

    /** The values of all metrics by name. */
    static Map<String, Double> values(List<Metric> metrics) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            Map<String, Double> own = metric.values();
            MetricNames.require(own.keySet(), values.keySet());
            values.putAll(own);
        }
        return values;
    }
}
