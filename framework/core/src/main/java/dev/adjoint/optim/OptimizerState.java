package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The memory of an optimiser between steps, as names and numbers that a file can hold. A parameter is named by its
 * position in the optimiser's list, from 0.
 *
 * @param optimizer the simple name of the optimiser's class
 * @param learningRate the learning rate in force
 * @param momentum the momentum in force, if the rule has one
 * @param groups the settings of groups of parameters, in the order in which they were added
 * @param steps the number of steps that each parameter has taken, by its position; parameters without steps are absent
 * @param arrays the state arrays, by the parameter's position and the array's name, as in {@code 0.momentum}
 */
public record OptimizerState(
        String optimizer,
        double learningRate,
        OptionalDouble momentum,
        List<ParameterGroup> groups,
        Map<String, Long> steps,
        Map<String, NDArray> arrays) {
    /**
     * Keeps copies of the list and the maps, in their order.
     *
     * @param optimizer the simple name of the optimiser's class
     * @param learningRate the learning rate in force
     * @param momentum the momentum in force, if the rule has one
     * @param groups the settings of groups of parameters, in the order in which they were added
     * @param steps the number of steps that each parameter has taken, by its position; parameters without steps are
     *     absent
     * @param arrays the state arrays, by the parameter's position and the array's name, as in {@code 0.momentum}
     */
    public OptimizerState {
        groups = List.copyOf(groups);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    static OptimizerState of(Optimizer optimizer) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        Map<String, Long> steps = new LinkedHashMap<>();
        List<String> names = optimizer.stateNames();
        for (int i = 0; i < optimizer.slots().size(); i++) {
            Slot slot = optimizer.slots().get(i);
            if (slot.steps > 0) {
                steps.put(String.valueOf(i), slot.steps);
                for (int k = 0; k < names.size(); k++) {
                    arrays.put(i + "." + names.get(k), slot.state.get(k).copy());
                }
            }
        }
        return new OptimizerState(
                optimizer.kind(), optimizer.learningRate(), optimizer.momentum(), optimizer.groups(), steps, arrays);
    }

    /** Gives an optimiser this state. If the state does not fit, nothing is changed. */
    void loadInto(Optimizer target) {
        requireFits(target);
        Map<String, NDArray> arraysLeft = new LinkedHashMap<>(arrays);
        Map<String, Long> stepsLeft = new LinkedHashMap<>(steps);
        List<Slot> slots = target.slots();
        List<List<NDArray>> loaded = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Long count = stepsLeft.remove(String.valueOf(i));
            if (count != null && count < 1) {
                throw new ArgumentException(
                        "optimizer state: steps of parameter " + i + ": expected 1 or more, got " + count);
            }
            List<NDArray> state = new ArrayList<>();
            for (String name : count == null ? List.<String>of() : target.stateNames()) {
                state.add(copied(i, name, slots.get(i).parameter, arraysLeft.remove(i + "." + name)));
            }
            loaded.add(List.copyOf(state));
            counts.add(count == null ? 0 : count);
        }
        if (!arraysLeft.isEmpty() || !stepsLeft.isEmpty()) {
            throw new ArgumentException("optimizer state: entries that belong to none of the " + slots.size()
                    + " parameters: arrays " + arraysLeft.keySet() + ", steps " + stepsLeft.keySet());
        }
        target.restore(learningRate, momentum);
        target.setGroups(groups);
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).steps = counts.get(i);
            slots.get(i).state = loaded.get(i);
        }
    }

    private void requireFits(Optimizer target) {
        if (!target.kind().equals(optimizer)) {
            throw new ArgumentException(
                    "optimizer state: expected one of " + target.kind() + ", got one of " + optimizer);
        }
        boolean hasMomentum = target.momentum().isPresent();
        if (hasMomentum != momentum.isPresent()) {
            throw new ArgumentException("optimizer state: expected one " + (hasMomentum ? "with" : "without")
                    + " momentum; were the options others when it was saved?");
        }
        List<String> expected = patterns(target.groups());
        if (!expected.equals(patterns(groups))) {
            throw new ArgumentException(
                    "optimizer state: expected one of the groups " + expected + ", got one of " + patterns(groups));
        }
        Range.atLeast0("optimizer state: learning rate", learningRate);
        momentum.ifPresent(m -> Range.fraction("optimizer state: momentum", m));
    }

    private static List<String> patterns(List<ParameterGroup> groups) {
        return groups.stream().map(ParameterGroup::pattern).toList();
    }

    private static NDArray copied(int i, String name, Parameter parameter, NDArray array) {
        if (array == null || !array.shape().equals(parameter.shape()) || array.dtype() != parameter.dtype()) {
            throw new ArgumentException("optimizer state: " + name + " of parameter " + i + " (" + parameter.name()
                    + "): expected " + parameter.dtype() + parameter.shape() + ", got "
                    + (array == null ? "nothing" : array.dtype() + "" + array.shape()));
        }
        return array.copy();
    }

    /** The state as in {@code state of Adam: rate 0.001, 24 arrays}; the numbers are not shown. */
    @Override
    public String toString() {
        return "state of " + optimizer + ": rate " + Setting.text(learningRate) + ", "
                + Numbers.count(arrays.size(), "array");
    }
}
