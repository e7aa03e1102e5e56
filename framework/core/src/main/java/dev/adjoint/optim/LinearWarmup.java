package dev.adjoint.optim;

import java.util.OptionalDouble;

/**
 * Leads up to a schedule in equal steps: {@code (step + 1) / steps} of its first learning rate, and after {@code steps}
 * steps the schedule itself, from its step 0 (Goyal et al., 2017).
 *
 * @param schedule what follows
 * @param steps how many steps lead up to it
 */
public record LinearWarmup(Schedule schedule, int steps) implements Schedule {
    /**
     * Checks the number.
     *
     * @param schedule what follows
     * @param steps how many steps lead up to it
     */
    public LinearWarmup {
        Range.atLeast1("warm-up steps", steps);
    }

    @Override
    public double learningRate(int step) {
        return step < steps ? schedule.learningRate(0) * (step + 1) / steps : schedule.learningRate(step - steps);
    }

    @Override
    public OptionalDouble momentum(int step) {
        return schedule.momentum(Math.max(0, step - steps));
    }
}
