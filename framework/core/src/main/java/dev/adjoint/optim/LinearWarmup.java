package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * Leads up to a schedule in equal steps: {@code (step + 1) / steps} of its first learning rate, and after {@code steps}
 * steps the schedule itself, from its step 0 (Goyal et al., 2017). A schedule that is made for all steps of a training
 * would be cut off; {@link #within} makes it for those that are left.
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

    /**
     * A warm-up within a number of steps: what follows gets the rest of them, so that it still comes to its end.
     *
     * <pre>{@code
     * LinearWarmup.within(options.steps(training), 50, rest -> OneCycleLr.of(0.1, rest))
     * }</pre>
     *
     * @param totalSteps the steps of the training
     * @param steps how many of them lead up, fewer than all
     * @param schedule what follows, made for the number of steps that are left
     * @return the whole schedule
     * @throws dev.adjoint.ArgumentException if no steps lead up, or none are left
     */
    public static LinearWarmup within(int totalSteps, int steps, IntFunction<? extends Schedule> schedule) {
        Range.atLeast1("warm-up steps", steps);
        if (steps >= totalSteps) {
            throw new ArgumentException(
                    "warm-up: expected fewer steps than the training has, " + totalSteps + ", got " + steps);
        }
        return new LinearWarmup(schedule.apply(totalSteps - steps), steps);
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
