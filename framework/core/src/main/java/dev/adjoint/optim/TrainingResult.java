package dev.adjoint.optim;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The result of a training.
 *
 * @param ending why it ended
 * @param epochs the results of all epochs, those before the training was resumed included
 * @param bestEpoch the number of the best epoch according to the {@link Monitor}, from 1; empty if no option needs one,
 *     or no epoch was better than infinitely bad
 */
public record TrainingResult(Ending ending, List<EpochResult> epochs, OptionalInt bestEpoch) {
    /** Why a training ended. */
    public enum Ending {
        /** All epochs are done. */
        COMPLETED,
        /** The metric no longer improved. */
        STOPPED_EARLY,
        /** {@link Trainer#requestStop} was called; the training can be resumed. */
        INTERRUPTED
    }

    /**
     * Keeps a copy of the list.
     *
     * @param ending why it ended
     * @param epochs the results of all epochs, those before the training was resumed included
     * @param bestEpoch the number of the best epoch according to the {@link Monitor}, from 1; empty if no option needs
     *     one, or no epoch was better than infinitely bad
     */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** The result as in {@code completed after 20 epochs, the best 17; epoch 20: loss 0.4132}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                        ending.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(" after ")
                .append(Numbers.count(epochs.size(), "epoch"));
        bestEpoch.ifPresent(best -> text.append(", the best ").append(best));
        if (!epochs.isEmpty()) {
            text.append("; ").append(epochs.get(epochs.size() - 1));
        }
        return text.toString();
    }
}
