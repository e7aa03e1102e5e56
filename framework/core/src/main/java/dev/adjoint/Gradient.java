package dev.adjoint;

/** A gradient that is computed only if somebody needs it. */
@FunctionalInterface
public interface Gradient {
    /**
     * Computes it.
     *
     * @return the gradient with respect to one input, of that input's shape
     */
    Tensor compute();

    /**
     * Lists the gradients of an operation's inputs.
     *
     * @param gradients one for each input; null where it is zero everywhere
     * @return the same
     */
    static Gradient[] of(Gradient... gradients) {
        return gradients;
    }
}
