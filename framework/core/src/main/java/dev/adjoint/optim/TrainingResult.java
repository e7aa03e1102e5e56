package dev.adjoint.optim;

import java.util.List;
import java.util.OptionalInt;

/**
 * What came of a training.
 *
 * @param ending why it ended
 * @param epochs what came of each epoch, from the first on, also of those before the training was resumed
 * @param bestEpoch the number of the best epoch by the {@link Monitor}, from 1; empty if nothing needed one, or none
 *     was better than infinitely bad
 */
public record TrainingResult(Ending ending, List<EpochResult> epochs, OptionalInt bestEpoch) {
    /** Why a training ended. */
    public enum Ending {
        /** All epochs are done. */
        COMPLETED,
        /** The metric did not improve any more. */
        STOPPED_EARLY,
        /** {@link Trainer#requestStop} was called; the training can be taken up again. */
        INTERRUPTED
    }

    /**
     * Keeps a copy of the list.
     *
     * @param ending why it ended
     * @param epochs what came of each epoch, from the first on, also of those before the training was resumed
     * @param bestEpoch the number of the best epoch by the {@link Monitor}, from 1; empty if nothing needed one, or
     *     none was better than infinitely bad
     */
    public TrainingResult {
        epochs = List.copyOf(epochs);
    }
}
