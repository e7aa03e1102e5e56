package dev.adjoint.optim;

import dev.adjoint.AnomalyException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Epoch;
import dev.adjoint.nn.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains a model: epoch after epoch of forward pass, loss, backward pass and step, with validation after each.
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(model, optimizer, Losses::crossEntropy, TrainerOptions.epochs(20)
 *         .metrics(new Accuracy())
 *         .listeners(new PlainLines(System.out))
 *         .checkpoints(CheckpointOptions.in(directory)));
 * trainer.resume();                                    // if it was interrupted before
 * TrainingResult result = trainer.fit(training, validation);
 * }</pre>
 *
 * <p>A training that was saved and resumed gives the same bits as one that was never interrupted: the weights, the
 * metrics, all that follows. That asks for the same program: model, optimiser, options and data as before; options may
 * differ in the number of epochs. The number of threads makes no difference.
 *
 * <p>The whole model is in training mode while it learns and in evaluation mode while it is validated, whatever the
 * modes of its parts were before. A trainer belongs to the thread that uses it; {@link #requestStop} alone may be
 * called by any.
 */
public final class Trainer {
    private final Layer model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final TrainerOptions options;
    private final MeanLoss meanLoss;
    private final List<Metric> metrics = new ArrayList<>();
    private final TrainingState state;
    private final Optional<Scheduler> scheduler;
    private final Optional<Checkpoints> checkpoints;
    private final Workspace workspace = new Workspace();
    private boolean saved = true;
    private volatile boolean stopRequested;

    /**
     * Prepares a training. A schedule sets the optimiser's learning rate to its first.
     *
     * @param model what learns
     * @param optimizer how; usually over all of the model's parameters
     * @param loss what is made small
     * @param options the settings
     * @throws ArgumentException if there are to be checkpoints and the model draws random numbers from a generator
     *     whose state cannot be saved
     */
    public Trainer(Layer model, Optimizer optimizer, Loss loss, TrainerOptions options) {
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.options = options;
        this.meanLoss = new MeanLoss(loss);
        this.metrics.add(meanLoss);
        this.metrics.addAll(options.metrics());
        this.state = new TrainingState(model, optimizer, metrics, options);
        this.checkpoints = options.checkpoints().map(c -> new Checkpoints(c.directory(), c.keep()));
        if (checkpoints.isPresent()) {
            state.requireSavable();
        }
        this.scheduler = options.learningRate().schedule().map(s -> new Scheduler(optimizer, s));
    }

    /**
     * Goes on from the newest whole checkpoint in the directory of the options. Then {@link #fit} continues after it.
     *
     * @return whether there was one; if not, the training begins at its beginning
     * @throws CheckpointException if there are checkpoints but none is whole, or the newest whole one lacks something
     * @throws ArgumentException if there are no checkpoints in the options, or the checkpoint is of another training;
     *     nothing is changed then
     */
    public boolean resume() {
        Checkpoints.Found found = checkpoints
                .orElseThrow(() -> new ArgumentException("resume: expected options with checkpoints, got none"))
                .latest();
        if (found.checkpoint().isEmpty()) {
            if (!found.damaged().isEmpty()) {
                throw new CheckpointException(
                        "resume: none of the " + found.damaged().size() + " checkpoints is whole; the newest: "
                                + found.damaged().get(0).getMessage(),
                        found.damaged().get(0));
            }
            return false;
        }
        state.restore(found.checkpoint().get());
        moveSchedule();
        saved = true;
        tell(listener -> listener.onResume(found.file().orElseThrow(), found.damaged()));
        return true;
    }

    /**
     * Trains without validation until all epochs of the options are done or a stop is requested.
     *
     * @param training the batches to learn from
     * @return what came of it
     * @see #fit(Batches, Batches)
     */
    public TrainingResult fit(Batches training) {
        return fit(training, Optional.empty());
    }

    /**
     * Trains until all epochs of the options are done, the metric no longer improves, or a stop is requested. Called
     * again it goes on where it stood, also after a checkpoint could not be written.
     *
     * @param training the batches to learn from
     * @param validation the batches to validate on after each epoch
     * @return what came of it
     * @throws ArgumentException if there are no batches, not as many as when the training was saved, or the directory
     *     for checkpoints holds those of a training that was not resumed
     * @throws AnomalyException if the loss becomes NaN or infinite; no step is made with it
     * @throws CheckpointException if a checkpoint cannot be written; the former ones are intact then
     */
    public TrainingResult fit(Batches training, Batches validation) {
        return fit(training, Optional.of(validation));
    }

    private TrainingResult fit(Batches training, Optional<Batches> validation) {
        begin(training);
        try {
            tell(listener -> listener.onStart(options.epochs(), List.copyOf(state.epochs)));
            boolean interrupted = false;
            while (!interrupted && !isDone()) {
                interrupted = !trainEpoch(training) || !endEpoch(validation);
            }
            if (!saved) {
                save();
            }
            return end(interrupted);
        } finally {
            stopRequested = false;
        }
    }

    private void begin(Batches training) {
        if (training.count() == 0) {
            throw new ArgumentException("training: expected at least one batch, got none");
        }
        if (state.batches != 0 && state.batches != training.count()) {
            throw new ArgumentException("training: expected " + state.batches
                    + " batches an epoch, as when it began, got " + training.count());
        }
        boolean begins = state.batch == 0 && state.epochs.isEmpty();
        if (begins && checkpoints.isPresent() && !checkpoints.get().files().isEmpty()) {
            throw new ArgumentException(
                    "checkpoints: the directory " + checkpoints.get().directory()
                            + " holds those of another training; resume it or give another directory");
        }
        state.batches = training.count();
        if (state.group.isEmpty()) {
            zeroGrad();
        }
    }

    private boolean isDone() {
        return hasDoneAll() || hasNoPatience();
    }

    private boolean hasDoneAll() {
        return state.epochs.size() >= options.epochs();
    }

    private boolean hasNoPatience() {
        return options.patience().isPresent()
                && state.best.epochsWithout(state.epochs.size())
                        >= options.patience().getAsInt();
    }

    private TrainingResult end(boolean interrupted) {
        TrainingResult.Ending ending = TrainingResult.Ending.INTERRUPTED;
        if (!interrupted) {
            ending = hasDoneAll() ? TrainingResult.Ending.COMPLETED : TrainingResult.Ending.STOPPED_EARLY;
            state.best.putBack(model);
        }
        TrainingResult result = new TrainingResult(ending, state.epochs, state.best.epoch());
        tell(listener -> listener.onEnd(result));
        return result;
    }

    /** Does the batches of the current epoch that are left; false if a stop was requested. */
    private boolean trainEpoch(Batches training) {
        int epoch = state.epochs.size();
        if (state.batch == 0) {
            metrics.forEach(Metric::reset);
        }
        model.train();
        tell(listener -> listener.onEpochStart(epoch + 1, state.batch, state.batches));
        try (Epoch batches = training.epoch(epoch, state.batch)) {
            for (Batch batch : batches) {
                if (stopRequested) {
                    return false;
                }
                train(batch);
            }
        }
        return !stopRequested;
    }

    private void train(Batch batch) {
        double rate = optimizer.learningRate();
        double error;
        boolean steps;
        try (Workspace.Scope scope = workspace.open()) {
            error = propagate(batch, scope);
            state.batch++;
            saved = false;
            steps = state.group.isFull() || state.batch == state.batches;
            if (steps) {
                step();
            }
        }
        BatchResult result =
                new BatchResult(state.epochs.size() + 1, state.batch, state.batches, state.steps, rate, error);
        tell(listener -> listener.onBatch(result));
        int every = options.checkpoints().map(CheckpointOptions::everySteps).orElse(0);
        if (steps && every > 0 && state.steps % every == 0) {
            save();
        }
    }

    /** The forward and the backward pass of a batch; its loss. */
    private double propagate(Batch batch, Workspace.Scope scope) {
        Tensor outputs;
        double error;
        try (Tape tape = Tape.record()) {
            outputs = model.forward(batch.inputs());
            Tensor value = loss.of(outputs, batch.labels());
            error = value.item();
            requireFinite(error);
            state.group.add(tape, value, batch.size());
        }
        meanLoss.add(error * batch.size(), batch.size());
        scope.keep(outputs.value());
        Tensor detached = outputs.detach();
        options.metrics().forEach(metric -> metric.update(detached, batch.labels()));
        return error;
    }

    private void requireFinite(double error) {
        if (!Double.isFinite(error)) {
            throw new AnomalyException(
                    "training: the loss of batch " + (state.batch + 1) + " of epoch "
                            + (state.epochs.size() + 1) + " is " + error
                            + "; a lower learning rate or clipped gradients may help, a tape that detects anomalies finds the operation");
        }
    }

    private void step() {
        state.group.finish();
        options.clipping().clip(optimizer.parameters());
        optimizer.step();
        zeroGrad();
        state.steps++;
        moveSchedule();
    }

    /** The optimiser may be over some of the model's parameters, and over others besides. */
    private void zeroGrad() {
        optimizer.zeroGrad();
        model.zeroGrad();
    }

    private void moveSchedule() {
        scheduler.ifPresent(s -> s.moveTo(options.learningRate().perEpoch() ? state.epochs.size() : state.steps));
    }

    /** Validates and takes note; false if a stop was requested before that was done. */
    private boolean endEpoch(Optional<Batches> validation) {
        Map<String, Double> trained = Evaluation.values(metrics);
        Map<String, Double> validated = Map.of();
        if (validation.isPresent()) {
            double[][] metricStates = state.metricStates();
            Optional<Map<String, Double>> measured =
                    Evaluation.of(model, validation.get(), metrics, () -> stopRequested);
            if (measured.isEmpty()) {
                state.restoreMetrics(metricStates);
                return false;
            }
            validated = measured.get();
        }
        EpochResult result =
                new EpochResult(state.epochs.size() + 1, state.steps, optimizer.learningRate(), trained, validated);
        if (options.comparesEpochs()) {
            double value = options.monitor().of(result);
            state.best.update(result, model);
            state.plateau.ifPresent(plateau -> plateau.step(value));
        }
        state.epochs.add(result);
        state.batch = 0;
        saved = false;
        moveSchedule();
        tell(listener -> listener.onEpoch(result));
        int every = options.checkpoints().map(CheckpointOptions::everyEpochs).orElse(0);
        if (every > 0 && state.epochs.size() % every == 0) {
            save();
        }
        return true;
    }

    private void save() {
        if (checkpoints.isPresent()) {
            Path file = checkpoints.get().write(state.save());
            saved = true;
            tell(listener -> listener.onCheckpoint(file));
        }
    }

    private void tell(Consumer<TrainingListener> event) {
        options.listeners().forEach(event);
    }

    /**
     * Asks a running {@link #fit}, or the next one, to end after the batch it is at, with a checkpoint if the options
     * have any. Any thread may ask.
     */
    public void requestStop() {
        stopRequested = true;
    }
}
