package dev.adjoint;

/**
 * A differentiable operation with its settings: how its value is computed, and its vector-Jacobian product in terms of
 * other operations, so that gradients have gradients.
 *
 * <p>An object stands for one application: it may keep what its forward pass found out (which element of a window was
 * the largest) for its vector-Jacobian product.
 */
public interface Op {
    /**
     * The operation's name in errors and tables.
     *
     * @return by default the class name in snake case
     */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Computes the value. All inputs have the same element type, and so must the result. Inputs are not modified; the
     * result may be a view of one of them.
     *
     * @param inputs the values of the inputs
     * @return the value of the output
     */
    NDArray forward(NDArray... inputs);

    /**
     * The vector-Jacobian products: given the gradient of the loss with respect to the output, one way to compute the
     * gradient with respect to each input. Only those that somebody needs are computed.
     *
     * @param entry the recorded application, with its inputs and its output
     * @param gradient the gradient of the loss with respect to the output, of the output's shape
     * @return one for each input, in their order; null where the gradient is zero everywhere
     */
    Gradient[] vjp(Entry entry, Tensor gradient);

    /**
     * How much the forward pass multiplies and adds by the operation's definition, whatever the algorithm does: the
     * multiplications followed by an addition of convolutions and matrix products. Operations on single elements do not
     * count.
     *
     * @param entry the recorded application
     * @return by default 0
     */
    default long multiplyAdds(Entry entry) {
        return 0;
    }

    /**
     * Applies the operation, recording it if the current thread has a tape open.
     *
     * @param inputs the inputs
     * @return the output
     */
    default Tensor apply(Tensor... inputs) {
        return Tape.apply(this, inputs);
    }
}
