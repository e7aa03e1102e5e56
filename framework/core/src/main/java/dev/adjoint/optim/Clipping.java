package dev.adjoint.optim;

import dev.adjoint.Parameter;
import java.util.Collection;

/** Limits gradients before each step of the optimiser. */
@FunctionalInterface
public interface Clipping {
    /** Does not change gradients. */
    Clipping NONE = parameters -> {};

    /**
     * Replaces gradients by limited ones.
     *
     * @param parameters all parameters of the optimiser
     */
    void clip(Collection<Parameter> parameters);

    /**
     * Limits the Euclidean norm of all gradients together; see {@link Clip#byNorm(Collection, double)}.
     *
     * @param maxNorm the largest norm that is not changed
     * @return the clipping
     */
    static Clipping byNorm(double maxNorm) {
        return parameters -> Clip.byNorm(parameters, maxNorm);
    }

    /**
     * Limits each element of all gradients; see {@link Clip#byValue}.
     *
     * @param limit the largest magnitude
     * @return the clipping
     */
    static Clipping byValue(double limit) {
        return parameters -> Clip.byValue(parameters, limit);
    }
}
