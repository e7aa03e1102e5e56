package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.Map;

/**
 * The measure by which epochs are compared: to stop early, to keep the best model, or to lower the learning rate.
 *
 * <pre>{@code
 * Monitor.validation("accuracy", Improvement.maximize().byAmount(0.001))
 * }</pre>
 *
 * @param validation true for a metric of the validation, false for one of the training
 * @param metric the name of the metric
 * @param improvement when an epoch is better than the best so far; its threshold is known as the minimal delta
 */
public record Monitor(boolean validation, String metric, Improvement improvement) {
    /**
     * Compares epochs by their validation.
     *
     * @param metric the name of the metric
     * @param improvement when an epoch is better than the best so far
     * @return the monitor
     */
    public static Monitor validation(String metric, Improvement improvement) {
        return new Monitor(true, metric, improvement);
    }

    /**
     * Compares epochs by their training, measured while the model changes.
     *
     * @param metric the name of the metric
     * @param improvement when an epoch is better than the best so far
     * @return the monitor
     */
    public static Monitor training(String metric, Improvement improvement) {
        return new Monitor(false, metric, improvement);
    }

    /**
     * The number by which an epoch is compared.
     *
     * @param epoch the epoch
     * @return the value of the metric
     * @throws ArgumentException if no metric has that name
     */
    public double of(EpochResult epoch) {
        Map<String, Double> values = validation ? epoch.validation() : epoch.training();
        Double value = values.get(metric);
        if (value == null) {
            throw new ArgumentException("monitor: expected the metric " + metric + " of the "
                    + (validation ? "validation" : "training") + ", got "
                    + (values.isEmpty() ? "none; was validation data given?" : values.keySet()));
        }
        return value;
    }
}
