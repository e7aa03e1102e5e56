package dev.adjoint.optim;

import dev.adjoint.ArgumentException;

/**
 * Applies a {@link Schedule} to an optimiser. The rate of step 0 is in force from the start, and each {@link #step}
 * moves to the next step. The number of the step is its whole state.
 */
public final class Scheduler {
    private final Optimizer optimizer;
    private final Schedule schedule;
    private int position;

    /**
     * Sets the optimiser's rate to that of step 0.
     *
     * @param optimizer whose learning rate, and momentum if the schedule has one, is set
     * @param schedule the rates
     * @throws ArgumentException if the schedule changes the momentum and the optimiser has none
     */
    public Scheduler(Optimizer optimizer, Schedule schedule) {
        this.optimizer = optimizer;
        this.schedule = schedule;
        moveTo(0);
    }

    /** Moves to the next step. */
    public void step() {
        moveTo(position + 1);
    }

    /**
     * The number of the step.
     *
     * @return how often {@link #step} was called
     */
    public int position() {
        return position;
    }

    /**
     * Moves to a step, for example to the one at which a saved training stopped.
     *
     * @param step from 0
     * @throws ArgumentException if it is negative
     */
    public void moveTo(int step) {
        if (step < 0) {
            throw new ArgumentException("scheduler: expected a step of 0 or more, got " + step);
        }
        double learningRate = Range.atLeast0("learning rate at step " + step, schedule.learningRate(step));
        schedule.momentum(step).ifPresent(optimizer::setMomentum);
        optimizer.setLearningRate(learningRate);
        position = step;
    }
}
