package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.data.Batches;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * How to train, each setting with its default.
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
 * @param epochs how often all batches are seen, unless training stops early
 * @param accumulation how many batches make one step of the optimiser, 1 by default
 * @param clipping how gradients are limited, not at all by default
 * @param learningRate what becomes of the learning rate; by default the optimiser's stays
 * @param monitor by what epochs are compared, the least validation loss by default
 * @param patience after how many epochs in a row without improvement to stop; by default not
 * @param keepBest whether the model ends with the weights of its best epoch, false by default
 * @param metrics what is measured besides the mean loss, for training and validation alike; nothing by default
 * @param listeners who follows the training, nobody by default
 * @param checkpoints where and when the training is saved; by default not
 * @param generators generators of random numbers, besides those of the model's layers, that belong to the training and
 *     are saved with it, by name; none by default
 */
public record TrainerOptions(
        int epochs,
        int accumulation,
        Clipping clipping,
        LearningRate learningRate,
        Monitor monitor,
        OptionalInt patience,
        boolean keepBest,
        List<Metric> metrics,
        List<TrainingListener> listeners,
        Optional<CheckpointOptions> checkpoints,
        Map<String, RandomGenerator> generators) {
    /**
     * Checks the numbers, and that settings do not contradict each other.
     *
     * @param epochs how often all batches are seen, unless training stops early
     * @param accumulation how many batches make one step of the optimiser, 1 by default
     * @param clipping how gradients are limited, not at all by default
     * @param learningRate what becomes of the learning rate; by default the optimiser's stays
     * @param monitor by what epochs are compared, the least validation loss by default
     * @param patience after how many epochs in a row without improvement to stop; by default not
     * @param keepBest whether the model ends with the weights of its best epoch, false by default
     * @param metrics what is measured besides the mean loss, for training and validation alike; nothing by default
     * @param listeners who follows the training, nobody by default
     * @param checkpoints where and when the training is saved; by default not
     * @param generators generators of random numbers, besides those of the model's layers, that belong to the training
     *     and are saved with it, by name; none by default
     * @throws ArgumentException if a number is out of range, or the reduction of the learning rate on plateaus and the
     *     monitor disagree on what is better
     */
    public TrainerOptions {
        if (epochs < 0) {
            throw new ArgumentException("epochs: expected 0 or more, got " + epochs);
        }
        if (accumulation < 1) {
            throw new ArgumentException("accumulation: expected 1 batch or more, got " + accumulation);
        }
        if (patience.isPresent() && patience.getAsInt() < 1) {
            throw new ArgumentException("patience: expected 1 epoch or more, got " + patience.getAsInt());
        }
        boolean greater = monitor.improvement().greaterIsBetter();
        if (learningRate
                .plateau()
                .map(ReduceOnPlateau.Options::improvement)
                .filter(improvement -> improvement.greaterIsBetter() != greater)
                .isPresent()) {
            throw new ArgumentException("reduction on plateaus: the monitor of " + monitor.metric() + " takes "
                    + (greater ? "greater" : "less") + " for better; give the reduction an improvement that does, too");
        }
        metrics = List.copyOf(metrics);
        listeners = List.copyOf(listeners);
        generators = Collections.unmodifiableMap(new LinkedHashMap<>(generators));
    }

    /**
     * The defaults.
     *
     * @param epochs how often all batches are seen, unless training stops early
     * @return the options
     */
    public static TrainerOptions epochs(int epochs) {
        return new TrainerOptions(
                epochs,
                1,
                Clipping.NONE,
                LearningRate.CONSTANT,
                Monitor.validation(MeanLoss.NAME, Improvement.minimize()),
                OptionalInt.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /**
     * Makes one step of the optimiser of several batches: its gradient is the mean over all their samples, as if they
     * were one batch. The last step of an epoch may have fewer batches.
     *
     * @param batches 1 or more
     * @return the changed options
     */
    public TrainerOptions accumulation(int batches) {
        return new TrainerOptions(
                epochs,
                batches,
                clipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets how gradients are limited before each step.
     *
     * @param newClipping such as {@code Clipping.byNorm(1)}
     * @return the changed options
     */
    public TrainerOptions clipping(Clipping newClipping) {
        return new TrainerOptions(
                epochs,
                accumulation,
                newClipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets what becomes of the learning rate.
     *
     * @param newLearningRate such as {@code LearningRate.perEpoch(new ExponentialLr(0.1, 0.9))}
     * @return the changed options
     */
    public TrainerOptions learningRate(LearningRate newLearningRate) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                newLearningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets by what epochs are compared.
     *
     * @param newMonitor the metric, and which values are better
     * @return the changed options
     */
    public TrainerOptions monitor(Monitor newMonitor) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                newMonitor,
                patience,
                keepBest,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Stops early: as soon as so many epochs in a row have brought no improvement of the monitored metric.
     *
     * @param newPatience 1 or more
     * @return the changed options
     */
    public TrainerOptions patience(int newPatience) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                OptionalInt.of(newPatience),
                keepBest,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets whether the model ends with the weights of its best epoch. They are kept in memory and in checkpoints
     * meanwhile.
     *
     * @param keep whether the best weights are put back
     * @return the changed options
     */
    public TrainerOptions keepBest(boolean keep) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                patience,
                keep,
                metrics,
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets what is measured besides the mean loss.
     *
     * @param newMetrics each for this training alone
     * @return the changed options
     */
    public TrainerOptions metrics(Metric... newMetrics) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                List.of(newMetrics),
                listeners,
                checkpoints,
                generators);
    }

    /**
     * Sets who follows the training.
     *
     * @param newListeners in the order in which they are called
     * @return the changed options
     */
    public TrainerOptions listeners(TrainingListener... newListeners) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                List.of(newListeners),
                checkpoints,
                generators);
    }

    /**
     * Sets where and when the training is saved.
     *
     * @param newCheckpoints the directory and the times
     * @return the changed options
     */
    public TrainerOptions checkpoints(CheckpointOptions newCheckpoints) {
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                listeners,
                Optional.of(newCheckpoints),
                generators);
    }

    /**
     * Adds a generator of random numbers to what is saved with the training: one from which something draws while it
     * runs, other than the model's layers and the transforms of {@link Batches}, which need none.
     *
     * @param name its name, without dots
     * @param random the generator; with checkpoints a {@link dev.adjoint.SavableGenerator}
     * @return the changed options
     */
    public TrainerOptions generator(String name, RandomGenerator random) {
        Map<String, RandomGenerator> extended = new LinkedHashMap<>(generators);
        if (name.isEmpty() || name.indexOf('.') >= 0 || extended.put(name, random) != null) {
            throw new ArgumentException(
                    "generator: expected a new name, not empty and without dots, got '" + name + "'");
        }
        return new TrainerOptions(
                epochs,
                accumulation,
                clipping,
                learningRate,
                monitor,
                patience,
                keepBest,
                metrics,
                listeners,
                checkpoints,
                extended);
    }

    /**
     * The steps that the optimiser takes in the whole training, for schedules.
     *
     * @param training the batches to train on
     * @return the number, unless training stops early
     * @throws ArgumentException if there are more than 2^31 - 1
     */
    public int steps(Batches training) {
        long perEpoch = (training.count() + accumulation - 1L) / accumulation;
        long steps = epochs * perEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new ArgumentException("training: expected at most " + Integer.MAX_VALUE + " steps, got " + steps
                    + " in " + epochs + " epochs of " + perEpoch);
        }
        return (int) steps;
    }

    /** Whether epochs need to be compared. */
    boolean comparesEpochs() {
        return patience.isPresent() || keepBest || learningRate.plateau().isPresent();
    }
}
