package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.SavableGenerator;
import dev.adjoint.Shape;
import dev.adjoint.nn.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Everything that the rest of a training depends on, besides its data and its options. */
final class TrainingState {
    /** What computed, as bits may depend on it; checkpoints of former versions lack it. */
    private static final String COMPUTED_BY = "computed_by";

    private final Layer model;
    private final Optimizer optimizer;
    private final Map<String, RandomGenerator> generators;
    private final List<Metric> metrics;

    final Optional<ReduceOnPlateau> plateau;
    final GradientGroup group;
    final BestEpoch best;
    final List<EpochResult> epochs = new ArrayList<>();

    /** The batches of the current epoch that are done. */
    int batch;

    /** The batches of an epoch; 0 until the first. */
    int batches;

    int steps;

    TrainingState(Layer model, Optimizer optimizer, List<Metric> metrics, TrainerOptions options) {
        this.model = model;
        this.optimizer = optimizer;
        this.metrics = metrics;
        this.generators = generators(model, options);
        this.plateau = options.learningRate().plateau().map(p -> new ReduceOnPlateau(optimizer, p));
        this.group = new GradientGroup(optimizer.parameters(), options.accumulation());
        this.best = new BestEpoch(options.monitor(), options.keepBest());
    }

    private static Map<String, RandomGenerator> generators(Layer model, TrainerOptions options) {
        Map<String, RandomGenerator> all = new LinkedHashMap<>(options.generators());
        // Dots would divide the names of values in a checkpoint.
        model.generators().forEach((path, random) -> all.put("model/" + path.replace('.', '/'), random));
        return all;
    }

    /** Refuses generators whose state cannot be saved. */
    void requireSavable() {
        generators.forEach(TrainingState::savable);
    }

    private static SavableGenerator savable(String name, RandomGenerator random) {
        if (random instanceof SavableGenerator savable) {
            return savable;
        }
        throw new ArgumentException("checkpoints: expected generators whose state can be saved, got a "
                + random.getClass().getSimpleName() + " as " + name
                + "; use dev.adjoint.SplitMix, which draws the numbers of SplittableRandom");
    }

    /** What the next batch or a validation may change. */
    Undo undo() {
        return new Undo(model.buffers().values(), generators.values(), metrics);
    }

    private void restoreMetrics(double[][] states) {
        for (int i = 0; i < metrics.size(); i++) {
            metrics.get(i).restore(states[i]);
        }
    }

    TrainingCheckpoint save() {
        TrainingCheckpoint checkpoint = TrainingCheckpoint.EMPTY
                .with("batch", batch)
                .with("batches", batches)
                .with("steps", steps)
                .with("epochs", history())
                .with("generators", generatorStates())
                .with(COMPUTED_BY, computer())
                .withArrays("model", model.state())
                .withOptimizer("optimizer", optimizer.state())
                .withArrays("metrics", metricArrays());
        if (plateau.isPresent()) {
            ReduceOnPlateau.State state = plateau.get().state();
            checkpoint = checkpoint
                    .with("plateau_best", state.best())
                    .with("plateau_bad_epochs", state.badEpochs())
                    .with("plateau_cooldown", state.cooldown());
        }
        return best.save(group.save(checkpoint));
    }

    /** Goes on from a checkpoint; if it does not fit, nothing is changed. */
    void restore(TrainingCheckpoint checkpoint) {
        TrainingCheckpoint before = save();
        try {
            load(checkpoint);
        } catch (RuntimeException e) {
            load(before);
            throw e;
        }
    }

    private static String computer() {
        return Engine.fingerprint();
    }

    /** What is to be said of a checkpoint that was computed by something else than what computes here. */
    static Optional<String> warning(TrainingCheckpoint checkpoint) {
        String here = computer();
        if (!checkpoint.has(COMPUTED_BY) || checkpoint.text(COMPUTED_BY).equals(here)) {
            return Optional.empty();
        }
        return Optional.of("the checkpoint was computed by " + checkpoint.text(COMPUTED_BY) + ", what follows is by "
                + here + ": it rounds differently, so the training does not end with the same bits as without the"
                + " interruption");
    }

    private void load(TrainingCheckpoint checkpoint) {
        model.load(checkpoint.arrays("model"));
        optimizer.load(checkpoint.optimizer("optimizer"));
        generators.forEach((name, random) -> savable(name, random).restore(checkpoint.integers("generators." + name)));
        Map<String, NDArray> states = checkpoint.arrays("metrics");
        if (states.size() != metrics.size()) {
            throw new ArgumentException("metrics: expected " + states.size()
                    + " with the loss, as when the training was saved, got " + metrics.size());
        }
        restoreMetrics(states.values().stream().map(NDArray::toDoubleArray).toArray(double[][]::new));
        plateau.ifPresent(p -> p.load(new ReduceOnPlateau.State(
                checkpoint.number("plateau_best"),
                checkpoint.count("plateau_bad_epochs"),
                checkpoint.count("plateau_cooldown"))));
        group.restore(checkpoint);
        best.restore(checkpoint);
        batch = checkpoint.count("batch");
        batches = checkpoint.count("batches");
        steps = checkpoint.count("steps");
        epochs.clear();
        for (int epoch = 1; checkpoint.has("epochs." + epoch); epoch++) {
            epochs.add(result(checkpoint, epoch));
        }
    }

    private Map<String, NDArray> metricArrays() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            double[] state = metric.state();
            arrays.put("%03d".formatted(arrays.size()), NDArray.wrap(Shape.of(state.length), state));
        }
        return arrays;
    }

    private Map<String, Object> generatorStates() {
        Map<String, Object> states = new LinkedHashMap<>();
        generators.forEach(
                (name, random) -> states.put(name, longs(savable(name, random).state())));
        return states;
    }

    private static List<Long> longs(long... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private Map<String, Object> history() {
        Map<String, Object> history = new LinkedHashMap<>();
        for (EpochResult epoch : epochs) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("steps", epoch.steps());
            values.put("learning_rate", epoch.learningRate());
            values.put("training", epoch.training());
            values.put("validation", epoch.validation());
            history.put(String.valueOf(epoch.epoch()), values);
        }
        return history;
    }

    private static EpochResult result(TrainingCheckpoint checkpoint, int epoch) {
        String path = "epochs." + epoch;
        return new EpochResult(
                epoch,
                checkpoint.count(path + ".steps"),
                checkpoint.number(path + ".learning_rate"),
                values(checkpoint, path + ".training"),
                values(checkpoint, path + ".validation"));
    }

    private static Map<String, Double> values(TrainingCheckpoint checkpoint, String path) {
        Map<String, Double> values = new LinkedHashMap<>();
        checkpoint.names(path).forEach(name -> values.put(name, checkpoint.number(path + "." + name)));
        return values;
    }
}
