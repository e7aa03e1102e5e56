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
 * differ in the number of epochs. The number of threads makes no difference, but what computes does, as it rounds in an
 * order of its own: where that is not what it was, listeners are {@linkplain TrainingListener#onWarning warned}.
 *
 * <p>After {@link #fit} the model is in evaluation mode, ready to predict, however the call ended. While it learns it
 * is in training mode, but for parts that were put into evaluation mode before, in a model that as a whole was in
 * training mode: a batch normalisation whose running statistics are to stay, for example. Listeners that are told of an
 * epoch find it in evaluation mode. A trainer belongs to the thread that uses it; {@link #requestStop} alone may be
 * called by any.
 *
 * <p>Whatever a loss, a metric, a listener or a dataset throws, the next {@link #fit} goes on from the last batch that
 * was done, and ends as if nothing had happened. A batch that failed midway is done again from its beginning, with the
 * random numbers that it drew, unless they come from generators whose state cannot be saved.
 */
public final class Trainer {
    private final Layer model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final TrainerOptions options;
    private final MeanLoss meanLoss;
    private final List<Metric> metrics = new ArrayList<>();
    private final TrainingState state;
    private final TrainingSaves saves;
    private final Optional<Scheduler> scheduler;
    private final Workspace workspace = new Workspace();
    private Optional<Modes> modes = Optional.empty();
    private volatile boolean stopRequested;

    /**
     * Prepares a training, and checks that everything fits together. A schedule sets the optimiser's learning rate to
     * its first.
     *
     * @param model what learns
     * @param optimizer how; usually over all of the model's parameters
     * @param loss what is made small
     * @param options the settings
     * @throws ArgumentException if the optimiser is of another model or from before a part was replaced, two metrics
     *     have a value of one name, the monitor names none, it and the reduction of the learning rate on plateaus
     *     disagree on what is better, a schedule changes the momentum of an optimiser without any, or there are to be
     *     checkpoints and the model draws random numbers from a generator whose state cannot be saved
     */
    public Trainer(Layer model, Optimizer optimizer, Loss loss, TrainerOptions options) {
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.options = options;
        this.meanLoss = new MeanLoss(loss);
        this.metrics.add(meanLoss);
        this.metrics.addAll(options.metrics());
        TrainerChecks.check(model, optimizer, options, metrics);
        this.state = new TrainingState(model, optimizer, metrics, options);
        this.saves =
                new TrainingSaves(options.checkpoints(), state, file -> tell(listener -> listener.onCheckpoint(file)));
        this.scheduler = options.learningRate().schedule().map(s -> new Scheduler(optimizer, s));
        noteModes();
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
        Checkpoints.Found found = saves.latest();
        if (found.checkpoint().isEmpty()) {
            return false;
        }
        state.restore(found.checkpoint().get());
        moveSchedule();
        saves.restored();
        tell(listener -> listener.onResume(found.file().orElseThrow(), found.damaged()));
        TrainingState.warning(found.checkpoint().get()).ifPresent(this::warn);
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
     * @throws ArgumentException if there are no batches, not as many as when the training was saved, epochs are to be
     *     compared by their validation and there is none, or the directory for checkpoints holds those of a training
     *     that was not resumed
     * @throws AnomalyException if the loss becomes NaN or infinite; no step is made with it
     * @throws CheckpointException if another training writes into the directory for checkpoints, or a checkpoint cannot
     *     be written; the former ones are intact then
     */
    public TrainingResult fit(Batches training, Batches validation) {
        return fit(training, Optional.of(validation));
    }

    private TrainingResult fit(Batches training, Optional<Batches> validation) {
        requireFits(training, validation);
        Checkpoints.Lock lock = saves.lock();
        try (lock) {
            begin(training);
            tell(listener -> listener.onStart(options.epochs(), List.copyOf(state.epochs)));
            boolean interrupted = false;
            while (!interrupted && !isDone()) {
                interrupted = !trainEpoch(training) || !endEpoch(validation);
            }
            saves.atEnd();
            return end(interrupted);
        } finally {
            model.eval();
            stopRequested = false;
        }
    }

    private void requireFits(Batches training, Optional<Batches> validation) {
        if (training.count() == 0) {
            throw new ArgumentException("training: expected at least one batch, got none");
        }
        if (state.batches != 0 && state.batches != training.count()) {
            throw new ArgumentException("training: expected " + state.batches
                    + " batches an epoch, as when it began, got " + training.count());
        }
        if (validation.isEmpty()
                && options.comparesEpochs()
                && options.monitor().validation()) {
            throw new ArgumentException("monitor: expected validation data, as epochs are compared by the "
                    + options.monitor().metric() + " of the validation, got none");
        }
    }

    private void begin(Batches training) {
        if (state.batch == 0 && state.epochs.isEmpty()) {
            saves.requireEmpty();
        }
        noteModes();
        state.batches = training.count();
        if (state.group.isEmpty()) {
            zeroGrad();
        }
        moveSchedule();
        if (isStepDue()) {
            step();
        }
    }

    /** A model that is in evaluation mode as a whole says nothing about its parts: {@link #fit} leaves it so. */
    private void noteModes() {
        if (model.isTraining()) {
            modes = Optional.of(Modes.of(model));
        }
    }

    private void learnMode() {
        modes.ifPresentOrElse(Modes::restore, model::train);
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
        learnMode();
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
            error = learn(batch, scope);
            steps = isStepDue();
            if (steps) {
                step();
            }
        }
        BatchResult result =
                new BatchResult(state.epochs.size() + 1, state.batch, state.batches, state.steps, rate, error);
        tell(listener -> listener.onBatch(result));
        if (steps) {
            saves.afterStep();
        }
    }

    /** The forward pass, the metrics and the backward pass of a batch, all of them or none; its loss. */
    private double learn(Batch batch, Workspace.Scope scope) {
        Undo undo = state.undo();
        double error;
        try (Tape tape = Tape.record()) {
            Tensor outputs = model.forward(batch.inputs());
            Tensor value = loss.of(outputs, batch.labels());
            error = value.item();
            requireFinite(error);
            scope.keep(outputs.value());
            measure(tape, outputs.detach(), error, batch);
            state.group.add(tape, value, batch.size());
        } catch (RuntimeException | Error e) {
            undo.putBack();
            throw e;
        }
        state.batch++;
        saves.changed();
        return error;
    }

    private void measure(Tape tape, Tensor outputs, double error, Batch batch) {
        Tape.Pause pause = tape.pause();
        try {
            meanLoss.add(error * batch.size(), batch.size());
            options.metrics().forEach(metric -> metric.update(outputs, batch.labels()));
        } finally {
            pause.close();
        }
    }

    private boolean isStepDue() {
        return !state.group.isEmpty() && (state.group.isFull() || state.batch == state.batches);
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
        state.group.average();
        options.clipping().clip(optimizer.learning());
        optimizer.step();
        zeroGrad();
        state.group.clear();
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
        model.eval();
        Map<String, Double> trained = Evaluation.values(metrics);
        Optional<Map<String, Double>> validated =
                validation.isPresent() ? measured(validation.get()) : Optional.of(Map.of());
        if (validated.isEmpty()) {
            return false;
        }
        EpochResult result = new EpochResult(
                state.epochs.size() + 1, state.steps, optimizer.learningRate(), trained, validated.get());
        if (options.comparesEpochs()) {
            double value = options.monitor().of(result);
            state.best.update(result, model);
            state.plateau.ifPresent(plateau -> plateau.step(value));
        }
        state.epochs.add(result);
        state.batch = 0;
        saves.changed();
        moveSchedule();
        tell(listener -> listener.onEpoch(result));
        saves.afterEpoch();
        return true;
    }

    /** The metrics of the validation. Unless all of it was measured, they are again what they were of the training. */
    private Optional<Map<String, Double>> measured(Batches validation) {
        Undo undo = state.undo();
        Optional<Map<String, Double>> measured = Optional.empty();
        try {
            measured = Evaluation.of(model, validation, metrics, () -> stopRequested);
        } finally {
            if (measured.isEmpty()) {
                undo.putBack();
            }
        }
        return measured;
    }

    private void warn(String message) {
        System.getLogger("dev.adjoint").log(System.Logger.Level.WARNING, message);
        tell(listener -> listener.onWarning(message));
    }

    private void tell(Consumer<TrainingListener> event) {
        options.listeners().forEach(event);
    }

    /** The training as in {@code Trainer(AdamW(rate 0.001, 12 parameters), epochs 20)}. */
    @Override
    public String toString() {
        return "Trainer(" + optimizer + ", " + options + ")";
    }

    /**
     * Asks a running {@link #fit}, or the next one, to end after the batch it is at, with a checkpoint if the options
     * have any. Any thread may ask.
     */
    public void requestStop() {
        stopRequested = true;
    }
}
