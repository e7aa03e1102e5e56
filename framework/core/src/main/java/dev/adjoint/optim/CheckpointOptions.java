package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.nio.file.Path;

/**
 * When a training is saved, and where. Besides, it is saved when it ends, also when a stop was requested.
 *
 * @param directory a directory of this training's own; made if there is none
 * @param everyEpochs after how many epochs to save, 1 by default; 0 for not by epochs
 * @param everySteps after how many of the optimiser's steps to save, 0 by default, for not by steps
 * @param keep how many of the last checkpoints to keep, 3 by default
 */
public record CheckpointOptions(Path directory, int everyEpochs, int everySteps, int keep) {
    /**
     * Checks the numbers.
     *
     * @param directory a directory of this training's own; made if there is none
     * @param everyEpochs after how many epochs to save, 1 by default; 0 for not by epochs
     * @param everySteps after how many of the optimiser's steps to save, 0 by default, for not by steps
     * @param keep how many of the last checkpoints to keep, 3 by default
     */
    public CheckpointOptions {
        if (everyEpochs < 0 || everySteps < 0) {
            throw new ArgumentException("checkpoints: expected 0 or more epochs and steps between them, got "
                    + everyEpochs + " and " + everySteps);
        }
        if (keep < 1) {
            throw new ArgumentException("checkpoints: expected to keep at least 1, got " + keep);
        }
    }

    /**
     * The defaults.
     *
     * @param directory a directory of this training's own; made if there is none
     * @return the options
     */
    public static CheckpointOptions in(Path directory) {
        return new CheckpointOptions(directory, 1, 0, 3);
    }

    /**
     * Sets after how many epochs to save.
     *
     * @param epochs 0 or more
     * @return the changed options
     */
    public CheckpointOptions everyEpochs(int epochs) {
        return new CheckpointOptions(directory, epochs, everySteps, keep);
    }

    /**
     * Sets after how many of the optimiser's steps to save.
     *
     * @param steps 0 or more
     * @return the changed options
     */
    public CheckpointOptions everySteps(int steps) {
        return new CheckpointOptions(directory, everyEpochs, steps, keep);
    }

    /**
     * Sets how many of the last checkpoints to keep.
     *
     * @param number 1 or more
     * @return the changed options
     */
    public CheckpointOptions keep(int number) {
        return new CheckpointOptions(directory, everyEpochs, everySteps, number);
    }
}
