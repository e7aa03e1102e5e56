package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Batches whose gradients make one step. With losses that are means over n1, n2, ... samples, the gradient of the mean
 * over all samples is
 *
 * <pre>
 * g = (w1 g1 + w2 g2 + ...) / (w1 + w2 + ...)        wi = ni / n1
 * </pre>
 *
 * <p>Weights relative to the first batch are 1 as long as all batches are of one size: then nothing is scaled but the
 * sum, and a group of one batch not at all.
 */
final class GradientGroup {
    private static final String GRADIENTS = "gradients";
    private static final String SIZE = "group_size";
    private static final String BATCHES = "group_batches";
    private static final String FIRST_SAMPLES = "group_first_samples";
    private static final String WEIGHT = "group_weight";

    private final List<Parameter> parameters;
    private final int size;
    private int batches;
    private int firstSamples;
    private double weight;

    /** Groups of {@code size} batches, for the optimiser's parameters. */
    GradientGroup(List<Parameter> parameters, int size) {
        this.parameters = parameters;
        this.size = size;
    }

    /** Adds the gradients of a loss that is the mean over some samples. */
    void add(Tape tape, Tensor loss, int samples) {
        int first = batches == 0 ? samples : firstSamples;
        double relative = (double) samples / first;
        tape.backward(relative == 1 ? loss : loss.mul(relative));
        firstSamples = first;
        weight += relative;
        batches++;
    }

    boolean isEmpty() {
        return batches == 0;
    }

    boolean isFull() {
        return batches >= size;
    }

    /** Turns the parameters' sums of gradients into means; done again, it changes nothing. */
    void average() {
        if (weight != 1) {
            for (Parameter parameter : parameters) {
                if (parameter.grad() != null) {
                    parameter.setGrad(parameter.grad().mul(1 / weight));
                }
            }
            weight = 1;
        }
    }

    /** Begins a new group. */
    void clear() {
        batches = 0;
        firstSamples = 0;
        weight = 0;
    }

    TrainingCheckpoint save(TrainingCheckpoint checkpoint) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size() && batches > 0; i++) {
            if (parameters.get(i).grad() != null) {
                gradients.put(String.valueOf(i), parameters.get(i).grad().value());
            }
        }
        return checkpoint
                .withArrays(GRADIENTS, gradients)
                .with(SIZE, size)
                .with(BATCHES, batches)
                .with(FIRST_SAMPLES, firstSamples)
                .with(WEIGHT, weight);
    }

    void restore(TrainingCheckpoint checkpoint) {
        int savedSize = checkpoint.count(SIZE);
        if (savedSize != size) {
            throw new ArgumentException("accumulation: expected " + savedSize
                    + " batches a step, as when the training was saved, got " + size);
        }
        Map<String, NDArray> gradients = checkpoint.arrays(GRADIENTS);
        for (int i = 0; i < parameters.size(); i++) {
            NDArray gradient = gradients.get(String.valueOf(i));
            parameters.get(i).setGrad(gradient == null ? null : new Tensor(gradient));
        }
        batches = checkpoint.count(BATCHES);
        firstSamples = checkpoint.count(FIRST_SAMPLES);
        weight = checkpoint.number(WEIGHT);
    }
}
