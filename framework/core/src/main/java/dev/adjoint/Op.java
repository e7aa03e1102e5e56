package dev.adjoint;

/**
 * A differentiable operation with its settings: how its value is computed, and its vector-Jacobian product in terms of
 * other operations, so that gradients have gradients.
 *
 * <p>An operation holds settings and nothing else: it may be applied any number of times, and its forward pass may be
 * repeated. What a forward pass finds out for its gradient, such as which element of a window was the largest, it
 * returns beside its value. Random numbers are drawn before, and are a setting or an input.
 */
public interface Op {
    /**
     * The operation's name in errors and tables.
     *
     * @return by default the class name in snake case; of a class without a name, that of the one around it with a
     *     number
     */
    default String name() {
        String simple = getClass().getSimpleName();
        String full = getClass().getName();
        String name =
                simple.isEmpty() ? full.substring(full.lastIndexOf('.') + 1).replace('$', '_') : simple;
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Computes the value, a function of the inputs: equal inputs give equal results, to the bit. All inputs have the
     * same element type, and so must the result. Inputs are not modified; the result may be a view of one of them.
     *
     * @param inputs the values of the inputs
     * @return the value of the output, and what the gradient needs besides
     */
    Forward forward(NDArray... inputs);

    /**
     * The vector-Jacobian products: given the gradient of the loss with respect to the output, one way to compute the
     * gradient with respect to each input. Only those that somebody needs are computed.
     *
     * @param entry the recorded application, with its inputs, its output and what the forward pass saved
     * @param gradient the gradient of the loss with respect to the output, of the output's shape
     * @return one for each input, in their order; null where the gradient is zero everywhere
     */
    Gradient[] vjp(Entry entry, Tensor gradient);

    /**
     * Whether {@link #vjp} reads the value of an input. If it does not, the tape may give the value's memory back
     * before the way back; shape and element type are known always.
     *
     * @param i which input, from 0
     * @return by default true
     */
    default boolean needsInput(int i) {
        return true;
    }

    /**
     * Whether {@link #vjp} reads the value of the output. If it does not, the tape may give the value's memory back
     * before the way back; shape and element type are known always.
     *
     * @return by default true
     */
    default boolean needsOutput() {
        return true;
    }

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
