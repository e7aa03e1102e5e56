package dev.adjoint.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of an epoch.
 *
 * @param epoch its number, from 1
 * @param steps the optimiser's steps since the training began
 * @param learningRate the learning rate of the epoch's last step
 * @param training the metrics of the training by name, measured while the model changed; {@code loss} is always there
 * @param validation the metrics of the validation by name; empty without validation data
 */
public record EpochResult(
        int epoch, int steps, double learningRate, Map<String, Double> training, Map<String, Double> validation) {
    /**
     * Keeps copies of the maps, in their order.
     *
     * @param epoch its number, from 1
     * @param steps the optimiser's steps since the training began
     * @param learningRate the learning rate of the epoch's last step
     * @param training the metrics of the training by name, measured while the model changed; {@code loss} is always
     *     there
     * @param validation the metrics of the validation by name; empty without validation data
     */
    public EpochResult {
        training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
    }

    /** The epoch as in {@code epoch 3: loss 0.4132, accuracy 0.87; validation loss 0.2377, accuracy 0.93}. */
    @Override
    public String toString() {
        return "epoch " + epoch + ": " + Numbers.list(training)
                + (validation.isEmpty() ? "" : "; validation " + Numbers.list(validation));
    }
}
