package dev.adjoint.optim;

import java.util.OptionalDouble;

/**
 * How the learning rate changes from step to step: a pure function, so that training can go on from any step. A step is
 * whatever the caller counts, an epoch or a batch. A {@link Scheduler} applies it to an optimiser.
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
     * @return the momentum, or empty if the schedule leaves it alone
     */
    default OptionalDouble momentum(int step) {
        return OptionalDouble.empty();
    }
}
