package dev.adjoint.optim;

import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.util.OptionalDouble;

/**
 * The settings of every optimiser. A rule adds its own. Options are values: setting one gives a changed copy.
 *
 * @param <O> the class itself
 */
public abstract class OptimizerOptions<O extends OptimizerOptions<O>> extends OptionSet<O> {
    static final Setting<Double> LEARNING_RATE = Setting.atLeast0("learning rate", 0);
    static final Setting<Double> WEIGHT_DECAY = Setting.atLeast0("weight decay", 0);
    static final Setting<Boolean> MAXIMIZE = Setting.flag("maximize");

    /**
     * Options with a learning rate and everything else at its default.
     *
     * @param learningRate the size of a step, finite and not negative
     * @throws dev.adjoint.ArgumentException if it is out of range
     */
    protected OptimizerOptions(double learningRate) {
        put(LEARNING_RATE, learningRate);
    }

    /**
     * Sets how strongly parameters are drawn to 0.
     *
     * @param weightDecay 0 or more; 0 by default unless the rule says otherwise
     * @return the changed options
     */
    public final O weightDecay(double weightDecay) {
        return with(WEIGHT_DECAY, weightDecay);
    }

    /**
     * Sets the direction.
     *
     * @param maximize whether to climb instead of descend, false by default
     * @return the changed options
     */
    public final O maximize(boolean maximize) {
        return with(MAXIMIZE, maximize);
    }

    /**
     * The momentum that schedules may change.
     *
     * @return the momentum at the beginning, or empty if the rule has none
     */
    protected OptionalDouble momentum() {
        return OptionalDouble.empty();
    }
}
