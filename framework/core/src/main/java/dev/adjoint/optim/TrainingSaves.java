package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** When and where a training is saved, if it is. */
final class TrainingSaves {
    private final Optional<CheckpointOptions> options;
    private final Optional<Checkpoints> checkpoints;
    private final TrainingState state;
    private final Consumer<Path> told;
    private boolean saved = true;

    /** Saves a state, and tells whom it may concern. */
    TrainingSaves(Optional<CheckpointOptions> options, TrainingState state, Consumer<Path> told) {
        this.options = options;
        this.checkpoints = options.map(o -> new Checkpoints(o.directory(), o.keep()));
        this.state = state;
        this.told = told;
        if (options.isPresent()) {
            state.requireSavable();
        }
    }

    /** The newest whole checkpoint. */
    Checkpoints.Found latest() {
        Checkpoints.Found found = checkpoints
                .orElseThrow(() -> new ArgumentException("resume: expected options with checkpoints, got none"))
                .latest();
        if (found.checkpoint().isEmpty() && !found.damaged().isEmpty()) {
            throw new CheckpointException(
                    "resume: none of the " + found.damaged().size() + " checkpoints is whole; the newest: "
                            + found.damaged().get(0).getMessage(),
                    found.damaged().get(0));
        }
        return found;
    }

    /** Keeps other trainings out of the directory until it is closed. */
    Checkpoints.Lock lock() {
        return checkpoints.map(Checkpoints::lock).orElse(() -> {});
    }

    void requireEmpty() {
        if (checkpoints.isPresent() && !checkpoints.get().files().isEmpty()) {
            throw new ArgumentException(
                    "checkpoints: the directory " + checkpoints.get().directory()
                            + " holds those of another training; resume it or give another directory");
        }
    }

    /** The state is no longer what was saved. */
    void changed() {
        saved = false;
    }

    /** The state is what was saved. */
    void restored() {
        saved = true;
    }

    void afterStep() {
        if (options.isPresent() && options.get().isDueAfterSteps(state.steps)) {
            save();
        }
    }

    void afterEpoch() {
        if (options.isPresent() && options.get().isDueAfterEpochs(state.epochs.size())) {
            save();
        }
    }

    void atEnd() {
        if (!saved) {
            save();
        }
    }

    private void save() {
        if (checkpoints.isPresent()) {
            Path file = checkpoints.get().write(state.save());
            saved = true;
            told.accept(file);
        }
    }
}
