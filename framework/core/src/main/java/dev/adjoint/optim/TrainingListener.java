package dev.adjoint.optim;

import dev.adjoint.AdjointException;
import java.nio.file.Path;
import java.util.List;

/**
 * Follows a training: prints, draws, writes files. Called on the thread that trains, which waits meanwhile. What a
 * listener throws ends the training where it stands.
 */
public interface TrainingListener {
    /**
     * A checkpoint was read.
     *
     * @param file the checkpoint
     * @param damaged why newer ones were passed over, each error naming its file
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
     * The training begins, or goes on.
     *
     * @param epochs how many there are to be in all
     * @param done what came of those that are done
     */
    default void onStart(int epochs, List<EpochResult> done) {}

    /**
     * An epoch begins, or goes on.
     *
     * @param epoch its number, from 1
     * @param done how many of its batches are done, 0 unless the training was resumed
     * @param batches the number of its batches
     */
    default void onEpochStart(int epoch, int done, int batches) {}

    /**
     * A batch is done.
     *
     * @param result what came of it
     */
    default void onBatch(BatchResult result) {}

    /**
     * An epoch is done.
     *
     * @param result what came of it
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
     * @param result what came of it
     */
    default void onEnd(TrainingResult result) {}
}
