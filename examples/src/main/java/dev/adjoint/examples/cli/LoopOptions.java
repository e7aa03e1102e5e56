package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.data.Batches;
import dev.adjoint.io.AtomicFile;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.Clipping;
import dev.adjoint.optim.JsonLines;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.Schedule;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the training goes from epoch to epoch, and what is kept of it. */
final class LoopOptions {
    @Option(
            names = {"-e", "--epochs"},
            order = 12,
            paramLabel = "N",
            description = "How often to see all samples; default ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private int epochs;

    @Option(names = "--clip", order = 27, paramLabel = "NORM", description = "Limit the norm of all gradients.")
    private Double clip;

    @Option(
            names = "--accumulate",
            order = 28,
            paramLabel = "N",
            description = "Make one step from this many batches; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int accumulation;

    @Option(
            names = "--patience",
            order = 29,
            paramLabel = "N",
            description = "Stop after this many epochs without a lower validation loss, and keep the best weights.")
    private Integer patience;

    @Option(names = "--checkpoints", order = 31, paramLabel = "DIR", description = "Where to save the training itself.")
    private Path checkpoints;

    @Option(names = "--resume", order = 32, description = "Continue from the newest checkpoint, if there is one.")
    private boolean resume;

    @Option(names = "--metrics", order = 33, paramLabel = "FILE", description = "Write a JSON line an epoch.")
    private Path metrics;

    void check() throws IOException {
        if (resume && checkpoints == null) {
            throw new ArgumentException("--resume: expected --checkpoints with the directory to resume from");
        }
        Check.atLeast(1, "--epochs", epochs);
        Check.atLeast(1, "--accumulate", accumulation);
        if (clip != null) {
            Check.above0("--clip", clip);
        }
        if (patience != null) {
            Check.atLeast(1, "--patience", patience);
        }
        if (metrics != null) {
            AtomicFile.requireWritable(metrics);
        }
        if (checkpoints != null) {
            AtomicFile.createDirectories(checkpoints);
            AtomicFile.requireWritable(checkpoints.resolve("checkpoint"));
        }
    }

    /** What there is of a training that was interrupted. */
    String afterInterruption() {
        return checkpoints == null
                ? "nothing was kept, for want of --checkpoints"
                : "the same command with --resume takes it up again";
    }

    boolean resumes() {
        return resume;
    }

    /** The options of a trainer that makes these batches its epochs. */
    TrainerOptions create(Batches training, OptimizerOptions optimizing, TrainingListener... followers) {
        TrainerOptions options =
                TrainerOptions.epochs(epochs).accumulation(accumulation).metrics(new Accuracy());
        List<TrainingListener> listeners = new ArrayList<>(List.of(followers));
        if (metrics != null) {
            listeners.add(new JsonLines(metrics));
        }
        options = options.listeners(listeners.toArray(TrainingListener[]::new));
        if (clip != null) {
            options = options.clipping(Clipping.byNorm(clip));
        }
        if (patience != null) {
            options = options.patience(patience).keepBest(true);
        }
        if (checkpoints != null) {
            options = options.checkpoints(CheckpointOptions.in(checkpoints));
        }
        Optional<Schedule> schedule = optimizing.schedule(options.steps(training));
        return schedule.isEmpty() ? options : options.learningRate(LearningRate.perStep(schedule.get()));
    }
}
