package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.Optional;

/**
 * How the learning rate changes in a training: it stays constant, follows a schedule, or is lowered when progress
 * stops.
 *
 * @param schedule the rates, if there is a schedule
 * @param perEpoch whether the schedule counts epochs, not steps of the optimiser
 * @param plateau when and by how much the rate is lowered, if that is wanted
 */
public record LearningRate(Optional<Schedule> schedule, boolean perEpoch, Optional<ReduceOnPlateau.Options> plateau) {
    /** The optimiser's rate does not change. */
    public static final LearningRate CONSTANT = new LearningRate(Optional.empty(), false, Optional.empty());

    /**
     * Checks that at most one of the two is set.
     *
     * @param schedule the rates, if there is a schedule
     * @param perEpoch whether the schedule counts epochs, not steps of the optimiser
     * @param plateau when and by how much the rate is lowered, if that is wanted
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
     * Lowers the rate when the metric of the {@link Monitor} no longer improves. These options decide when an epoch is
     * better, and may demand more than the monitor.
     *
     * @param options when and by how much
     * @return the rule
     */
    public static LearningRate onPlateau(ReduceOnPlateau.Options options) {
        return new LearningRate(Optional.empty(), false, Optional.of(options));
    }
}
