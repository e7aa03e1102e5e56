package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.util.Optional;

/** The settings of losses over classes, each with its default. */
public final class ClassLossOptions extends OptionSet<ClassLossOptions> {
    private static final Setting<Reduction> REDUCTION = Setting.of("reduction", Reduction.MEAN);
    private static final Setting<Optional<NDArray>> WEIGHT = Setting.of("weight", Optional.empty());
    private static final Setting<Double> LABEL_SMOOTHING = Setting.part("label smoothing", 0);
    private static final Setting<Integer> IGNORE_INDEX = Setting.of("ignore index", -100);

    /** Everything at its default. */
    public static final ClassLossOptions DEFAULTS = new ClassLossOptions();

    private ClassLossOptions() {}

    /**
     * Sets how the losses of the elements become one.
     *
     * @param reduction the reduction
     * @return the changed options
     */
    public ClassLossOptions reduction(Reduction reduction) {
        return with(REDUCTION, reduction);
    }

    /**
     * How the losses of the elements become one.
     *
     * @return their weighted mean by default
     */
    public Reduction reduction() {
        return get(REDUCTION);
    }

    /**
     * Sets the weights of the classes.
     *
     * @param weight one factor a class, of shape {@code [C]}, or null for none
     * @return the changed options
     */
    public ClassLossOptions weight(NDArray weight) {
        return with(WEIGHT, Optional.ofNullable(weight));
    }

    /**
     * One factor a class.
     *
     * @return an array of shape {@code [C]}, or null for none, the default
     */
    public NDArray weight() {
        return get(WEIGHT).orElse(null);
    }

    /**
     * Sets the label smoothing.
     *
     * @param smoothing the part of the target that is spread evenly over all classes, from 0 to 1
     * @return the changed options
     * @throws ArgumentException if it is not from 0 to 1
     */
    public ClassLossOptions labelSmoothing(double smoothing) {
        return with(LABEL_SMOOTHING, smoothing);
    }

    /**
     * The part of the target that is spread evenly over all classes.
     *
     * @return 0 by default
     */
    public double labelSmoothing() {
        return get(LABEL_SMOOTHING);
    }

    /**
     * Sets the label of elements that do not count.
     *
     * @param index the label, a class or not
     * @return the changed options
     */
    public ClassLossOptions ignoreIndex(int index) {
        return with(IGNORE_INDEX, index);
    }

    /**
     * The label of elements that do not count.
     *
     * @return -100 by default
     */
    public int ignoreIndex() {
        return get(IGNORE_INDEX);
    }
}
