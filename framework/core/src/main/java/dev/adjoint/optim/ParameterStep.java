package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import java.util.List;

/** A step of one parameter: its value and its gradient, and the settings that are in force for it. */
public final class ParameterStep {
    private final Slot slot;
    private final List<String> names;
    private final double rate;
    private final double momentum;
    private final int sign;

    ParameterStep(Slot slot, List<String> names, double rate, double momentum, int sign) {
        this.slot = slot;
        this.names = names;
        this.rate = rate;
        this.momentum = momentum;
        this.sign = sign;
    }

    /**
     * The parameter before the step.
     *
     * @return its value
     */
    public Tensor value() {
        return new Tensor(slot.parameter.value());
    }

    /**
     * The direction to step against.
     *
     * @return the gradient, negated if the loss is to become large
     */
    public Tensor gradient() {
        Tensor gradient = new Tensor(gradientArray());
        return sign < 0 ? gradient.neg() : gradient;
    }

    /**
     * What is remembered of the parameter.
     *
     * @param name a name from {@link Optimizer#stateNames}
     * @return the array, of the parameter's shape
     * @throws ArgumentException if there is none of that name
     */
    public Tensor state(String name) {
        return new Tensor(stateArray(name));
    }

    /**
     * Changes the parameter.
     *
     * @param value what it becomes, of its shape and element type
     */
    public void write(Tensor value) {
        slot.parameter.value().assign(value.value());
    }

    /**
     * Changes what is remembered of the parameter.
     *
     * @param name a name from {@link Optimizer#stateNames}
     * @param value what is to be remembered, of the parameter's shape and element type
     * @throws ArgumentException if there is none of that name
     */
    public void write(String name, Tensor value) {
        stateArray(name).assign(value.value());
    }

    /**
     * The size of the step.
     *
     * @return the learning rate for this parameter
     */
    public double rate() {
        return rate;
    }

    /**
     * The momentum.
     *
     * @return what is in force, 0 if the rule has none
     */
    public double momentum() {
        return momentum;
    }

    /**
     * The weight decay.
     *
     * @return that of this parameter
     */
    public double weightDecay() {
        return slot.weightDecay;
    }

    /**
     * The number of this parameter's steps, this one included.
     *
     * @return 1 at the first
     */
    public long number() {
        return slot.steps + 1;
    }

    private NDArray stateArray(String name) {
        int place = names.indexOf(name);
        if (place < 0) {
            throw new ArgumentException("optimizer state: expected one of " + names + ", got " + name);
        }
        return slot.state.get(place);
    }

    NDArray array() {
        return slot.parameter.value();
    }

    NDArray gradientArray() {
        return slot.parameter.grad().value();
    }

    List<NDArray> stateArrays() {
        return slot.state;
    }

    /** -1 to climb, 1 to descend. */
    int sign() {
        return sign;
    }
}
