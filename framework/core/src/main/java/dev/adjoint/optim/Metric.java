package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * A measure of how good outputs are, taken batch by batch: what it remembers does not grow with the number of samples.
 * One that {@linkplain TrainerOptions#metrics a trainer} uses measures each epoch's training and then its validation.
 */
public interface Metric {
    /**
     * Takes a batch into account.
     *
     * @param outputs what the model makes of the samples, {@code [n, ...]}; the tensor may be stored
     * @param labels their labels, {@code [n, ...]}
     */
    void update(Tensor outputs, IntArray labels);

    /**
     * The measures of all batches since the last {@link #reset}, also where there were none yet.
     *
     * @return numbers by name, such as NaN where there is nothing to measure; names are not empty and have no dots
     */
    Map<String, Double> values();

    /**
     * The names of the measures, which a trainer checks before it begins.
     *
     * @return by default those of {@link #values}
     */
    default Set<String> names() {
        return values().keySet();
    }

    /** Forgets all batches. */
    void reset();

    /**
     * What is remembered of the batches since the last {@link #reset}.
     *
     * @return numbers, as many whatever the batches were
     */
    double[] state();

    /**
     * Goes on from a state.
     *
     * @param state what {@link #state} gave
     * @throws ArgumentException if it is not a state of this metric; nothing is changed then
     */
    void restore(double... state);
}
