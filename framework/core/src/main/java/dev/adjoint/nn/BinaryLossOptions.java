package dev.adjoint.nn;

import dev.adjoint.NDArray;
import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.util.Optional;

/** The settings of losses over independent yes-or-no decisions, each with its default. */
public final class BinaryLossOptions extends OptionSet<BinaryLossOptions> {
    private static final Setting<Reduction> REDUCTION = Setting.of("reduction", Reduction.MEAN);
    private static final Setting<Optional<NDArray>> WEIGHT = Setting.of("weight", Optional.empty());
    private static final Setting<Optional<NDArray>> POSITIVE_WEIGHT = Setting.of("positive weight", Optional.empty());

    /** Everything at its default. */
    public static final BinaryLossOptions DEFAULTS = new BinaryLossOptions();

    private BinaryLossOptions() {}

    /**
     * Sets how the losses of the elements become one.
     *
     * @param reduction the reduction
     * @return the changed options
     */
    public BinaryLossOptions reduction(Reduction reduction) {
        return with(REDUCTION, reduction);
    }

    /**
     * How the losses of the elements become one.
     *
     * @return their mean by default
     */
    public Reduction reduction() {
        return get(REDUCTION);
    }

    /**
     * Sets the factor of each element's loss.
     *
     * @param weight an array that broadcasts to the input, or null for none
     * @return the changed options
     */
    public BinaryLossOptions weight(NDArray weight) {
        return with(WEIGHT, Optional.ofNullable(weight));
    }

    /**
     * The factor of each element's loss, broadcast.
     *
     * @return an array, or null for none, the default
     */
    public NDArray weight() {
        return get(WEIGHT).orElse(null);
    }

    /**
     * Sets the factor of the loss of what is true: above 1 it favours recall, below 1 precision.
     *
     * @param weight an array that broadcasts to the input, or null for none
     * @return the changed options
     */
    public BinaryLossOptions positiveWeight(NDArray weight) {
        return with(POSITIVE_WEIGHT, Optional.ofNullable(weight));
    }

    /**
     * The factor of the loss of what is true, broadcast from the last axis.
     *
     * @return an array, or null for none, the default
     */
    public NDArray positiveWeight() {
        return get(POSITIVE_WEIGHT).orElse(null);
    }
}
