package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;

/**
 * The settings of losses over classes, each with its default.
 *
 * @param reduction how the losses of the elements become one, their weighted mean by default
 * @param weight one factor a class, of shape {@code [C]}, or null for none, the default
 * @param labelSmoothing the part of the target that is spread evenly over all classes, 0 by default
 * @param ignoreIndex the label of elements that do not count, -100 by default
 */
public record ClassLossOptions(Reduction reduction, NDArray weight, double labelSmoothing, int ignoreIndex) {
    /** Everything at its default. */
    public static final ClassLossOptions DEFAULTS = new ClassLossOptions(Reduction.MEAN, null, 0, -100);

    /**
     * Checks the label smoothing.
     *
     * @param reduction how the losses of the elements become one, their weighted mean by default
     * @param weight one factor a class, of shape {@code [C]}, or null for none, the default
     * @param labelSmoothing the part of the target that is spread evenly over all classes, 0 by default
     * @param ignoreIndex the label of elements that do not count, -100 by default
     */
    public ClassLossOptions {
        if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
            throw new ArgumentException("label smoothing: expected 0 to 1, got " + labelSmoothing);
        }
    }

    /**
     * Sets how the losses become one.
     *
     * @param newReduction the reduction
     * @return the changed options
     */
    public ClassLossOptions reduction(Reduction newReduction) {
        return new ClassLossOptions(newReduction, weight, labelSmoothing, ignoreIndex);
    }

    /**
     * Sets the weights of the classes.
     *
     * @param newWeight one factor a class, of shape {@code [C]}, or null for none
     * @return the changed options
     */
    public ClassLossOptions weight(NDArray newWeight) {
        return new ClassLossOptions(reduction, newWeight, labelSmoothing, ignoreIndex);
    }

    /**
     * Sets the label smoothing.
     *
     * @param newSmoothing the part of the target that is spread evenly over all classes, from 0 to 1
     * @return the changed options
     */
    public ClassLossOptions labelSmoothing(double newSmoothing) {
        return new ClassLossOptions(reduction, weight, newSmoothing, ignoreIndex);
    }

    /**
     * Sets the label of elements that do not count.
     *
     * @param newIndex the label, a class or not
     * @return the changed options
     */
    public ClassLossOptions ignoreIndex(int newIndex) {
        return new ClassLossOptions(reduction, weight, labelSmoothing, newIndex);
    }
}
