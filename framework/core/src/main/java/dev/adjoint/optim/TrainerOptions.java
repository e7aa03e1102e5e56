package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import dev.adjoint.data.Batches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * How to train. A value: each setting has a default, and setting it gives a changed copy.
 *
 * <pre>{@code
 * TrainerOptions options = TrainerOptions.epochs(20)
 *         .clipping(Clipping.byNorm(1))
 *         .metrics(new Accuracy())
 *         .monitor(Monitor.validation("accuracy", Improvement.maximize()))
 *         .patience(5)
 *         .keepBest(true)
 *         .listeners(new PlainLines(System.out))
 *         .checkpoints(CheckpointOptions.in(directory));
 * }</pre>
 *
 * <p>Each setting is checked by itself when it is set. Whether all of them fit together, the model and the optimiser is
 * checked when a {@link Trainer} is built, before anything is computed.
 */
public final class TrainerOptions extends OptionSet<TrainerOptions> {
    private static final Setting<Integer> EPOCHS = Setting.atLeast("epochs", 1, 0);
    private static final Setting<Integer> ACCUMULATION = Setting.atLeast("accumulation", 1, 1);
    private static final Setting<Clipping> CLIPPING = Setting.of("clipping", Clipping.NONE);
    private static final Setting<LearningRate> LEARNING_RATE = Setting.of("learning rate", LearningRate.CONSTANT);
    private static final Setting<Monitor> MONITOR =
            Setting.of("monitor", Monitor.validation(MeanLoss.NAME, Improvement.minimize()));
    private static final Setting<Integer> PATIENCE = Setting.atLeast("patience", 1, Integer.MAX_VALUE);
    private static final Setting<Boolean> KEEP_BEST = Setting.flag("keep best");
    private static final Setting<List<Metric>> METRICS = Setting.of("metrics", List.of());
    private static final Setting<List<TrainingListener>> LISTENERS = Setting.of("listeners", List.of());
    private static final Setting<Optional<CheckpointOptions>> CHECKPOINTS = Setting.of("checkpoints", Optional.empty());
    private static final Setting<Map<String, RandomGenerator>> GENERATORS = Setting.of("generators", Map.of());

    private TrainerOptions(int epochs) {
        put(EPOCHS, epochs);
    }

    /**
     * Everything else at its default.
     *
     * @param epochs how often all batches are seen, unless training stops early; 1 or more
     * @return the options
     * @throws ArgumentException if there are to be no epochs
     */
    public static TrainerOptions epochs(int epochs) {
        return new TrainerOptions(epochs);
    }

    /**
     * Makes one step of the optimiser of several batches: its gradient is the mean over all their samples, as if they
     * were one batch. The last step of an epoch may have fewer batches.
     *
     * @param batches 1 or more, 1 by default
     * @return the changed options
     */
    public TrainerOptions accumulation(int batches) {
        return with(ACCUMULATION, batches);
    }

    /**
     * Sets how gradients are limited before each step; by default not at all.
     *
     * @param clipping such as {@code Clipping.byNorm(1)}
     * @return the changed options
     */
    public TrainerOptions clipping(Clipping clipping) {
        return with(CLIPPING, clipping);
    }

    /**
     * Sets what becomes of the learning rate; by default the optimiser's stays.
     *
     * @param learningRate such as {@code LearningRate.perEpoch(new ExponentialLr(0.1, 0.9))}
     * @return the changed options
     */
    public TrainerOptions learningRate(LearningRate learningRate) {
        return with(LEARNING_RATE, learningRate);
    }

    /**
     * Sets by what epochs are compared; by default by the validation loss, of which less is better.
     *
     * @param monitor the metric, and which values are better
     * @return the changed options
     */
    public TrainerOptions monitor(Monitor monitor) {
        return with(MONITOR, monitor);
    }

    /**
     * Stops early: as soon as so many epochs in a row have brought no improvement of the monitored metric. By default
     * training does not stop early.
     *
     * @param epochs 1 or more
     * @return the changed options
     */
    public TrainerOptions patience(int epochs) {
        return with(PATIENCE, epochs);
    }

    /**
     * Sets whether the model ends with the weights of its best epoch, false by default. They are kept in memory and in
     * checkpoints meanwhile.
     *
     * @param keep whether the best weights are put back
     * @return the changed options
     */
    public TrainerOptions keepBest(boolean keep) {
        return with(KEEP_BEST, keep);
    }

    /**
     * Adds what is measured besides the mean loss, for training and validation alike.
     *
     * @param metrics each for this training alone, and no two with a value of one name
     * @return the changed options
     */
    public TrainerOptions metrics(Metric... metrics) {
        return with(METRICS, joined(get(METRICS), List.of(metrics)));
    }

    /**
     * Adds who follows the training.
     *
     * @param listeners in the order in which they are called, after those added before
     * @return the changed options
     */
    public TrainerOptions listeners(TrainingListener... listeners) {
        return with(LISTENERS, joined(get(LISTENERS), List.of(listeners)));
    }

    private static <T> List<T> joined(List<T> former, List<T> more) {
        List<T> all = new ArrayList<>(former);
        all.addAll(more);
        return List.copyOf(all);
    }

    /**
     * Sets where and when the training is saved; by default it is not.
     *
     * @param checkpoints the directory and the times
     * @return the changed options
     */
    public TrainerOptions checkpoints(CheckpointOptions checkpoints) {
        return with(CHECKPOINTS, Optional.of(checkpoints));
    }

    /**
     * Adds a generator of random numbers to what is saved with the training: one from which something draws while it
     * runs, other than the model's layers and the transforms of {@link Batches}, which need none.
     *
     * @param name its name, without dots
     * @param random the generator; with checkpoints a {@link dev.adjoint.SavableGenerator}
     * @return the changed options
     * @throws ArgumentException if the name is empty, taken, or has dots
     */
    public TrainerOptions generator(String name, RandomGenerator random) {
        Map<String, RandomGenerator> extended = new LinkedHashMap<>(get(GENERATORS));
        if (name.isEmpty() || name.indexOf('.') >= 0 || extended.put(name, random) != null) {
            throw new ArgumentException(
                    "generator: expected a new name, not empty and without dots, got '" + name + "'");
        }
        return with(GENERATORS, Collections.unmodifiableMap(extended));
    }

    /**
     * The steps that the optimiser takes in the whole training, for schedules.
     *
     * @param training the batches to train on
     * @return the number, unless training stops early
     * @throws ArgumentException if there are more than 2^31 - 1
     */
    public int steps(Batches training) {
        long perEpoch = ((long) training.count() + accumulation() - 1) / accumulation();
        long steps = epochs() * perEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new ArgumentException("training: expected at most " + Integer.MAX_VALUE + " steps, got " + steps
                    + " in " + epochs() + " epochs of " + perEpoch);
        }
        return (int) steps;
    }

    int epochs() {
        return get(EPOCHS);
    }

    int accumulation() {
        return get(ACCUMULATION);
    }

    Clipping clipping() {
        return get(CLIPPING);
    }

    LearningRate learningRate() {
        return get(LEARNING_RATE);
    }

    Monitor monitor() {
        return get(MONITOR);
    }

    OptionalInt patience() {
        int epochs = get(PATIENCE);
        return epochs == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(epochs);
    }

    boolean keepBest() {
        return get(KEEP_BEST);
    }

    List<Metric> metrics() {
        return get(METRICS);
    }

    List<TrainingListener> listeners() {
        return get(LISTENERS);
    }

    Optional<CheckpointOptions> checkpoints() {
        return get(CHECKPOINTS);
    }

    Map<String, RandomGenerator> generators() {
        return get(GENERATORS);
    }

    /** Whether epochs need to be compared. */
    boolean comparesEpochs() {
        return patience().isPresent() || keepBest() || learningRate().plateau().isPresent();
    }
}
