package dev.adjoint.optim;

import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.nio.file.Path;

/**
 * When a training is saved, and where. Besides, it is saved when it ends, also when a stop was requested. A value:
 * setting gives a changed copy.
 */
public final class CheckpointOptions extends OptionSet<CheckpointOptions> {
    private static final Setting<Integer> EVERY_EPOCHS = Setting.atLeast("epochs between checkpoints", 0, 1);
    private static final Setting<Integer> EVERY_STEPS = Setting.atLeast("steps between checkpoints", 0, 0);
    private static final Setting<Integer> KEEP = Setting.atLeast("checkpoints to keep", 1, 3);
    private static final Setting<Path> DIRECTORY = Setting.of("directory", Path.of(""));

    private CheckpointOptions(Path directory) {
        put(DIRECTORY, directory);
    }

    /**
     * A checkpoint after each epoch, of which the last three are kept.
     *
     * @param directory a directory of this training's own; made if there is none
     * @return the options
     */
    public static CheckpointOptions in(Path directory) {
        return new CheckpointOptions(directory);
    }

    /**
     * Sets after how many epochs to save.
     *
     * @param epochs 1 by default; 0 for not by epochs
     * @return the changed options
     */
    public CheckpointOptions everyEpochs(int epochs) {
        return with(EVERY_EPOCHS, epochs);
    }

    /**
     * Sets after how many of the optimiser's steps to save.
     *
     * @param steps 0 by default, for not by steps
     * @return the changed options
     */
    public CheckpointOptions everySteps(int steps) {
        return with(EVERY_STEPS, steps);
    }

    /**
     * Sets how many of the last checkpoints to keep.
     *
     * @param number 1 or more, 3 by default
     * @return the changed options
     */
    public CheckpointOptions keep(int number) {
        return with(KEEP, number);
    }

    Path directory() {
        return get(DIRECTORY);
    }

    boolean isDueAfterEpochs(int epochs) {
        return get(EVERY_EPOCHS) > 0 && epochs % get(EVERY_EPOCHS) == 0;
    }

    boolean isDueAfterSteps(int steps) {
        return get(EVERY_STEPS) > 0 && steps % get(EVERY_STEPS) == 0;
    }

    int keep() {
        return get(KEEP);
    }
}
