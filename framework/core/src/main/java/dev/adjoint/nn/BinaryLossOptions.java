package dev.adjoint.nn;

import dev.adjoint.NDArray;

/**
 * The settings of losses over independent yes-or-no decisions, each with its default.
 *
 * @param reduction how the losses of the elements become one, their mean by default
 * @param weight a factor of each element's loss, broadcast, or null for none, the default
 * @param positiveWeight a factor of the loss of what is true, broadcast from the last axis, or null for none, the
 *     default
 */
public record BinaryLossOptions(Reduction reduction, NDArray weight, NDArray positiveWeight) {
    /** Everything at its default. */
    public static final BinaryLossOptions DEFAULTS = new BinaryLossOptions(Reduction.MEAN, null, null);

    /**
     * Sets how the losses become one.
     *
     * @param newReduction the reduction
     * @return the changed options
     */
    public BinaryLossOptions reduction(Reduction newReduction) {
        return new BinaryLossOptions(newReduction, weight, positiveWeight);
    }

    /**
     * Sets the factor of each element's loss.
     *
     * @param newWeight an array that broadcasts to the input, or null for none
     * @return the changed options
     */
    public BinaryLossOptions weight(NDArray newWeight) {
        return new BinaryLossOptions(reduction, newWeight, positiveWeight);
    }

    /**
     * Sets the factor of the loss of what is true: above 1 it favours recall, below 1 precision.
     *
     * @param newWeight an array that broadcasts to the input, or null for none
     * @return the changed options
     */
    public BinaryLossOptions positiveWeight(NDArray newWeight) {
        return new BinaryLossOptions(reduction, weight, newWeight);
    }
}
