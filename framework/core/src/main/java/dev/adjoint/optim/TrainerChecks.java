package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.Parameter;
import dev.adjoint.nn.Layer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is checked when a trainer is built: that model, optimiser and settings fit together. */
final class TrainerChecks {
    private TrainerChecks() {}

    static void check(Layer model, Optimizer optimizer, TrainerOptions options, List<Metric> metrics) {
        requireOfOneModel(model, optimizer);
        requireKnown(options.monitor(), MetricNames.of(metrics));
        requireOneDirection(options);
    }

    /**
     * The optimiser may leave out parameters of the model, and may change others besides, but not both: then it is most
     * likely of another model, or from before a part was replaced.
     */
    private static void requireOfOneModel(Layer model, Optimizer optimizer) {
        Set<Parameter> changed = Collections.newSetFromMap(new IdentityHashMap<>());
        changed.addAll(optimizer.parameters());
        Set<Parameter> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(model.parameters().values());
        List<String> foreign = optimizer.slots().stream()
                .filter(slot -> !own.contains(slot.parameter))
                .map(slot -> slot.path)
                .toList();
        List<String> left = model.parameters().entrySet().stream()
                .filter(entry -> entry.getValue().isTrainable() && !changed.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (foreign.size() == changed.size()) {
            throw new ArgumentException("trainer: expected an optimizer of the model's parameters, got " + optimizer
                    + ", which changes none of them; create it with the model that is trained");
        }
        if (!foreign.isEmpty() && !left.isEmpty()) {
            throw new ArgumentException("trainer: the optimizer changes " + foreign
                    + ", which the model does not have, and leaves out " + left
                    + ": create it after parts were replaced, and freeze what is not to be trained");
        }
    }

    private static void requireKnown(Monitor monitor, Set<String> names) {
        if (!names.contains(monitor.metric())) {
            throw new ArgumentException("monitor: expected one of the metrics " + names + ", got " + monitor.metric());
        }
    }

    private static void requireOneDirection(TrainerOptions options) {
        boolean greater = options.monitor().improvement().greaterIsBetter();
        if (options.learningRate()
                .plateau()
                .filter(plateau -> plateau.improvement().greaterIsBetter() != greater)
                .isPresent()) {
            throw new ArgumentException("reduction on plateaus: the monitor of "
                    + options.monitor().metric() + " takes " + (greater ? "greater" : "less")
                    + " for better; give the reduction an improvement that does, too");
        }
    }
}
