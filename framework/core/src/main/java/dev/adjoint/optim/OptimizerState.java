package dev.adjoint.optim;

import dev.adjoint.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an optimiser remembers between steps, as names and numbers that a file can hold. Parameters are named by their
 * place in the optimiser's list, from 0.
 *
 * @param optimizer the simple name of the optimiser's class
 * @param learningRate the learning rate in force
 * @param momentum the momentum in force, if the rule has one
 * @param steps the number of steps each parameter has taken, under its place; parameters without steps are absent
 * @param arrays the state arrays, under the parameter's place and the array's name, as in {@code 0.momentum}
 */
public record OptimizerState(
        String optimizer,
        double learningRate,
        OptionalDouble momentum,
        Map<String, Long> steps,
        Map<String, NDArray> arrays) {
    /**
     * Keeps copies of the maps, in their order.
     *
     * @param optimizer the simple name of the optimiser's class
     * @param learningRate the learning rate in force
     * @param momentum the momentum in force, if the rule has one
     * @param steps the number of steps each parameter has taken, under its place; parameters without steps are absent
     * @param arrays the state arrays, under the parameter's place and the array's name, as in {@code 0.momentum}
     */
    public OptimizerState {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }
}
