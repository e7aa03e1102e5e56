package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConcurrencyException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Changes parameters so that a loss becomes smaller, given their gradients. A step skips parameters that are frozen and
 * those that no backward pass has reached since {@link #zeroGrad}.
 *
 * <p>A rule of one's own extends this class: it names its state arrays in the constructor and writes {@link #update}.
 * The state array of a parameter is made at the parameter's first step, of its shape and element type.
 */
public abstract class Optimizer {
    private final List<Slot> slots = new ArrayList<>();
    private final List<String> stateNames;
    private double learningRate;
    private OptionalDouble momentum;

    /** A parameter and what is remembered about it. */
    private static final class Slot {
        private final Parameter parameter;
        private double factor = 1;
        private long steps;
        private List<NDArray> state = List.of();

        private Slot(Parameter parameter) {
            this.parameter = parameter;
        }

        private boolean isActive() {
            return parameter.isTrainable() && parameter.grad() != null;
        }
    }

    /**
     * Creates an optimiser.
     *
     * @param parameters what it changes; one that comes twice, being shared by two layers, counts once
     * @param learningRate the size of a step, not negative
     * @param momentum the momentum if the rule has one that schedules may change, or empty
     * @param stateNames names of the arrays to remember for each parameter
     * @throws ArgumentException if there are no parameters, or a number is out of range
     */
    protected Optimizer(
            Collection<Parameter> parameters, double learningRate, OptionalDouble momentum, List<String> stateNames) {
        if (parameters.isEmpty()) {
            throw new ArgumentException("optimizer: expected at least one parameter, got none");
        }
        Map<Parameter, Slot> seen = new IdentityHashMap<>();
        for (Parameter parameter : parameters) {
            if (!seen.containsKey(parameter)) {
                Slot slot = new Slot(parameter);
                seen.put(parameter, slot);
                slots.add(slot);
            }
        }
        this.stateNames = List.copyOf(stateNames);
        this.momentum = momentum;
        setLearningRate(learningRate);
        momentum.ifPresent(this::setMomentum);
    }

    /**
     * Changes one parameter.
     *
     * @param value the parameter's numbers, to be written in place
     * @param gradient its gradient, not to be written
     * @param rate the learning rate for this parameter
     * @param step the number of this parameter's steps, this one included: 1 at the first
     * @param state the arrays named in the constructor, in that order, to be written in place
     */
    protected abstract void update(NDArray value, NDArray gradient, double rate, long step, List<NDArray> state);

    /**
     * What new state arrays are filled with.
     *
     * @return 0 unless overridden
     */
    protected double initialState() {
        return 0;
    }

    /**
     * Changes every parameter that is not frozen and has a gradient, and advances the version of its value.
     *
     * @throws ConcurrencyException if another thread trains one of the parameters at the same time; nothing is changed
     *     then
     */
    public final void step() {
        for (Slot slot : slots) {
            slot.parameter.requireOwnGradient();
        }
        for (Slot slot : slots) {
            if (slot.isActive() && slot.state.size() < stateNames.size()) {
                slot.state = newState(slot.parameter);
            }
        }
        for (Slot slot : slots) {
            if (slot.isActive()) {
                NDArray value = slot.parameter.value();
                update(value, slot.parameter.grad().value(), learningRate * slot.factor, slot.steps + 1, slot.state);
                slot.steps++;
                slot.parameter.stepped();
            }
        }
    }

    private List<NDArray> newState(Parameter parameter) {
        return stateNames.stream()
                .map(name -> NDArray.full(parameter.dtype(), parameter.shape(), initialState()))
                .toList();
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        slots.forEach(slot -> slot.parameter.zeroGrad());
    }

    /**
     * The parameters.
     *
     * @return all of them, each once, in the order given
     */
    public final List<Parameter> parameters() {
        return slots.stream().map(slot -> slot.parameter).toList();
    }

    /**
     * The size of a step.
     *
     * @return the learning rate now in force
     */
    public final double learningRate() {
        return learningRate;
    }

    /**
     * Sets the size of the steps from now on.
     *
     * @param rate the learning rate, finite and not negative
     * @throws ArgumentException if it is negative, infinite or NaN
     */
    public final void setLearningRate(double rate) {
        this.learningRate = Range.atLeast0("learning rate", rate);
    }

    /**
     * Gives some parameters a learning rate of their own: theirs is the optimiser's times a factor, also while a
     * schedule changes the optimiser's. For other settings by group use an optimiser for each.
     *
     * @param some which parameters
     * @param factor what their learning rate is multiplied with, finite and not negative
     * @throws ArgumentException if the factor is out of range or a parameter is not among this optimiser's
     */
    public final void scaleLearningRate(Collection<Parameter> some, double factor) {
        Range.atLeast0("learning rate factor", factor);
        List<Slot> chosen = new ArrayList<>();
        for (Parameter parameter : some) {
            chosen.add(slots.stream()
                    .filter(slot -> slot.parameter == parameter)
                    .findFirst()
                    .orElseThrow(() -> new ArgumentException("learning rate factor: the parameter " + parameter.name()
                            + " of shape " + parameter.shape() + " is not among those this optimizer changes")));
        }
        chosen.forEach(slot -> slot.factor = factor);
    }

    /**
     * The momentum, if the rule has one that a schedule may change: Adam's is beta1.
     *
     * @return the momentum now in force, or empty
     */
    public final OptionalDouble momentum() {
        return momentum;
    }

    /**
     * Sets the momentum of the steps from now on.
     *
     * @param newMomentum at least 0 and less than 1
     * @throws ArgumentException if it is out of range, or the rule has no momentum
     */
    public final void setMomentum(double newMomentum) {
        if (momentum.isEmpty()) {
            throw new ArgumentException(
                    getClass().getSimpleName() + ": it was created without momentum, so none can be set");
        }
        momentum = OptionalDouble.of(Range.fraction("momentum", newMomentum));
    }

    /**
     * Everything that the next steps depend on besides the parameters, their gradients and the options.
     *
     * @return a copy
     */
    public final OptimizerState state() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        Map<String, Long> steps = new LinkedHashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (slot.steps > 0) {
                steps.put(String.valueOf(i), slot.steps);
                for (int k = 0; k < stateNames.size(); k++) {
                    arrays.put(i + "." + stateNames.get(k), slot.state.get(k).copy());
                }
            }
        }
        return new OptimizerState(getClass().getSimpleName(), learningRate, momentum, steps, arrays);
    }

    /**
     * Goes on from a saved state: the next steps give the same bits as those of the optimiser that it came from.
     *
     * @param saved the state of an optimiser of the same class and options over parameters of the same shapes
     * @throws ArgumentException if the state does not fit; nothing is changed then
     */
    public final void load(OptimizerState saved) {
        String kind = getClass().getSimpleName();
        if (!kind.equals(saved.optimizer())) {
            throw new ArgumentException(
                    "optimizer state: expected one of " + kind + ", got one of " + saved.optimizer());
        }
        if (momentum.isPresent() != saved.momentum().isPresent()) {
            throw new ArgumentException("optimizer state: expected one " + (momentum.isPresent() ? "with" : "without")
                    + " momentum; were the options others when it was saved?");
        }
        Range.atLeast0("optimizer state: learning rate", saved.learningRate());
        saved.momentum().ifPresent(m -> Range.fraction("optimizer state: momentum", m));
        Map<String, NDArray> arrays = new LinkedHashMap<>(saved.arrays());
        Map<String, Long> steps = new LinkedHashMap<>(saved.steps());
        List<List<NDArray>> loaded = new ArrayList<>();
        List<Long> loadedSteps = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Long count = steps.remove(String.valueOf(i));
            if (count != null && count < 1) {
                throw new ArgumentException(
                        "optimizer state: steps of parameter " + i + ": expected 1 or more, got " + count);
            }
            List<NDArray> state = new ArrayList<>();
            for (String name : count == null ? List.<String>of() : stateNames) {
                state.add(checked(i, name, arrays.remove(i + "." + name)));
            }
            loaded.add(state);
            loadedSteps.add(count == null ? 0 : count);
        }
        if (!arrays.isEmpty() || !steps.isEmpty()) {
            throw new ArgumentException("optimizer state: entries that belong to none of the " + slots.size()
                    + " parameters: arrays " + arrays.keySet() + ", steps " + steps.keySet());
        }
        learningRate = saved.learningRate();
        momentum = saved.momentum();
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).steps = loadedSteps.get(i);
            slots.get(i).state = List.copyOf(loaded.get(i));
        }
    }

    private NDArray checked(int i, String name, NDArray array) {
        Parameter parameter = slots.get(i).parameter;
        if (array == null || !array.shape().equals(parameter.shape()) || array.dtype() != parameter.dtype()) {
            throw new ArgumentException("optimizer state: " + name + " of parameter " + i + " (" + parameter.name()
                    + "): expected " + parameter.dtype() + parameter.shape() + ", got "
                    + (array == null ? "nothing" : array.dtype() + "" + array.shape()));
        }
        return array.copy();
    }
}
