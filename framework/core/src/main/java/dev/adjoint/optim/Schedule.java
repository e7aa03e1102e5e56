package dev.adjoint.optim;

import java.util.OptionalDouble;

/**
 * How the learning rate changes from step to step. It is a pure function, so training can continue from any step. The
 * caller decides what a step is, such as an epoch or a batch. A {@link Scheduler} applies the schedule to an optimiser.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The learning rate at a step.
     *
     * @param step from 0
     * @return the learning rate
     */
    double learningRate(int step);

    /**
     * The momentum at a step, for schedules that change it too.
     *
     * @param step from 0
     * @return the momentum, or empty if the schedule does not change it
     */
    default OptionalDouble momentum(int step) {
        return OptionalDouble.empty();
    }
}
