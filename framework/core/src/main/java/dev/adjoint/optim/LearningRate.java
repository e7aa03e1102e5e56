package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.Optional;

/**
 * What becomes of the learning rate in a training: it stays, follows a schedule, or is lowered when there is no more
 * progress.
 *
 * @param schedule the rates, if there is a schedule
 * @param perEpoch whether the schedule counts epochs, not steps of the optimiser
 * @param plateau when and by how much the rate is lowered, if it is
 */
public record LearningRate(Optional<Schedule> schedule, boolean perEpoch, Optional<ReduceOnPlateau.Options> plateau) {
    /** The optimiser's rate stays. */
    public static final LearningRate CONSTANT = new LearningRate(Optional.empty(), false, Optional.empty());

    /**
     * Checks that at most one of both is set.
     *
     * @param schedule the rates, if there is a schedule
     * @param perEpoch whether the schedule counts epochs, not steps of the optimiser
     * @param plateau when and by how much the rate is lowered, if it is
     * @throws ArgumentException if both are set
     */
    public LearningRate {
        if (schedule.isPresent() && plateau.isPresent()) {
            throw new ArgumentException("learning rate: expected a schedule or a reduction on plateaus, got both, which"
                    + " would undo each other");
        }
    }

    /**
     * Follows a schedule from step to step of the optimiser; {@link TrainerOptions#steps} tells how many there are.
     *
     * @param schedule the rates
     * @return the rule
     */
    public static LearningRate perStep(Schedule schedule) {
        return new LearningRate(Optional.of(schedule), false, Optional.empty());
    }

    /**
     * Follows a schedule from epoch to epoch.
     *
     * @param schedule the rates
     * @return the rule
     */
    public static LearningRate perEpoch(Schedule schedule) {
        return new LearningRate(Optional.of(schedule), true, Optional.empty());
    }

    /**
     * Is lowered when the metric of the {@link Monitor} no longer improves. When an epoch is better is then said by
     * these options, which may ask for more than the monitor.
     *
     * @param options when and by how much
     * @return the rule
     */
    public static LearningRate onPlateau(ReduceOnPlateau.Options options) {
        return new LearningRate(Optional.empty(), false, Optional.of(options));
    }
}
