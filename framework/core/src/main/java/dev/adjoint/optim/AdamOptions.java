package dev.adjoint.optim;

import dev.adjoint.Setting;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The settings that {@link Adam} and {@link AdamW} share.
 *
 * @param <O> the class itself
 */
public abstract class AdamOptions<O extends AdamOptions<O>> extends OptimizerOptions<O> {
    static final Setting<Double> BETA1 = Setting.fraction("beta1", 0.9);
    static final Setting<Double> BETA2 = Setting.fraction("beta2", 0.999);
    static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-8);
    static final Setting<Boolean> AMSGRAD = Setting.flag("amsgrad");

    AdamOptions(double learningRate) {
        super(learningRate);
    }

    /**
     * Sets how much of the former moments is kept, at least 0 and less than 1.
     *
     * @param beta1 of the first moment, 0.9 by default; the momentum that schedules change
     * @param beta2 of the second moment, 0.999 by default
     * @return the changed options
     */
    public final O betas(double beta1, double beta2) {
        return with(BETA1, beta1).with(BETA2, beta2);
    }

    /**
     * Sets what is added to the divisor.
     *
     * @param eps 0 or more, 1e-8 by default
     * @return the changed options
     */
    public final O eps(double eps) {
        return with(EPS, eps);
    }

    /**
     * Sets whether to use AMSGrad.
     *
     * @param amsgrad whether the divisor never shrinks, false by default
     * @return the changed options
     */
    public final O amsgrad(boolean amsgrad) {
        return with(AMSGRAD, amsgrad);
    }

    @Override
    protected final OptionalDouble momentum() {
        return OptionalDouble.of(get(BETA1));
    }

    /** What both rules remember of a parameter. */
    final List<String> stateNames() {
        return get(AMSGRAD) ? List.of("mean", "square", "largest") : List.of("mean", "square");
    }
}
