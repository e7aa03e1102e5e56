package dev.adjoint.optim;

import dev.adjoint.AdjointException;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows a training, for example to print, draw or write files. It is called on the training thread, which waits
 * meanwhile. An exception of a listener ends the training at that point.
 */
public interface TrainingListener {
    /**
     * A checkpoint was read.
     *
     * @param file the checkpoint
     * @param damaged why newer ones were skipped; each error names its file
     */
    default void onResume(Path file, List<AdjointException> damaged) {}

    /**
     * Something is not as it should be, but the training goes on: a checkpoint was computed on another machine or by
     * another backend, for example, so that the bits of what follows may differ.
     *
     * @param message what it is, also written to the log of {@code dev.adjoint}
     */
    default void onWarning(String message) {}

    /**
     * The training begins or continues.
     *
     * @param epochs the number of epochs in all
     * @param done the results of the finished epochs
     */
    default void onStart(int epochs, List<EpochResult> done) {}

    /**
     * An epoch begins or continues.
     *
     * @param epoch its number, from 1
     * @param done the number of its finished batches, 0 unless the training was resumed
     * @param batches the number of its batches
     */
    default void onEpochStart(int epoch, int done, int batches) {}

    /**
     * A batch is done.
     *
     * @param result its result
     */
    default void onBatch(BatchResult result) {}

    /**
     * An epoch is done.
     *
     * @param result its result
     */
    default void onEpoch(EpochResult result) {}

    /**
     * A checkpoint was written.
     *
     * @param file the checkpoint
     */
    default void onCheckpoint(Path file) {}

    /**
     * The training ends.
     *
     * @param result its result
     */
    default void onEnd(TrainingResult result) {}
}
