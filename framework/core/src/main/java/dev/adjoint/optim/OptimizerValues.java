package dev.adjoint.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a checkpoint says of an optimiser besides its arrays. */
final class OptimizerValues {
    private static final String CLASS = "class";
    private static final String LEARNING_RATE = "learning_rate";
    private static final String MOMENTUM = "momentum";
    private static final String STEPS = "steps";
    private static final String GROUPS = "groups";
    private static final String PATTERN = "pattern";
    private static final String BASE_RATE = "base_rate";
    private static final String WEIGHT_DECAY = "weight_decay";
    private static final String FROZEN = "frozen";

    private OptimizerValues() {}

    static Map<String, Object> of(OptimizerState state) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(CLASS, state.optimizer());
        values.put(LEARNING_RATE, state.learningRate());
        state.momentum().ifPresent(momentum -> values.put(MOMENTUM, momentum));
        values.put(STEPS, state.steps());
        if (!state.groups().isEmpty()) {
            Map<String, Object> groups = new LinkedHashMap<>();
            state.groups().forEach(group -> groups.put(String.valueOf(groups.size()), of(group)));
            values.put(GROUPS, groups);
        }
        return values;
    }

    private static Map<String, Object> of(ParameterGroup group) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(PATTERN, group.pattern());
        values.put(BASE_RATE, group.baseRate());
        group.rate().ifPresent(rate -> values.put(LEARNING_RATE, rate));
        group.weightDecay().ifPresent(decay -> values.put(WEIGHT_DECAY, decay));
        group.frozen().ifPresent(frozen -> values.put(FROZEN, frozen));
        return values;
    }

    static OptimizerState read(TrainingCheckpoint checkpoint, String name) {
        String path = name + ".";
        Map<String, Long> steps = new LinkedHashMap<>();
        checkpoint
                .names(path + STEPS)
                .forEach(place -> steps.put(place, checkpoint.integer(path + STEPS + "." + place)));
        List<ParameterGroup> groups = new ArrayList<>();
        if (checkpoint.has(path + GROUPS)) {
            checkpoint
                    .names(path + GROUPS)
                    .forEach(place -> groups.add(group(checkpoint, path + GROUPS + "." + place + ".")));
        }
        return new OptimizerState(
                checkpoint.text(path + CLASS),
                checkpoint.number(path + LEARNING_RATE),
                checkpoint.has(path + MOMENTUM)
                        ? OptionalDouble.of(checkpoint.number(path + MOMENTUM))
                        : OptionalDouble.empty(),
                groups,
                steps,
                checkpoint.arrays(name));
    }

    private static ParameterGroup group(TrainingCheckpoint checkpoint, String path) {
        ParameterGroup group = ParameterGroup.of(checkpoint.text(path + PATTERN), checkpoint.number(path + BASE_RATE));
        if (checkpoint.has(path + LEARNING_RATE)) {
            group = group.rate(checkpoint.number(path + LEARNING_RATE));
        }
        if (checkpoint.has(path + WEIGHT_DECAY)) {
            group = group.weightDecay(checkpoint.number(path + WEIGHT_DECAY));
        }
        return checkpoint.has(path + FROZEN) ? group.frozen(checkpoint.flag(path + FROZEN)) : group;
    }
}
