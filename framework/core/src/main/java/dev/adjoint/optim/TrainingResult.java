package dev.adjoint.optim;

import java.util.List;
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
}
