package dev.adjoint;

/**
 * What the forward pass of an {@link Op} gives: its value, and what it found out that its gradient needs.
 *
 * @param value the value of the output
 * @param saved what {@link Entry#saved} hands to the gradient; null if inputs and output are enough
 */
public record Forward(NDArray value, Object saved) {
    /**
     * A value whose gradient needs inputs and output alone.
     *
     * @param value the value of the output
     * @return the result of a forward pass
     */
    public static Forward of(NDArray value) {
        return new Forward(value, null);
    }

    /**
     * A value with what the forward pass found out, such as which element of a window was the largest.
     *
     * @param value the value of the output
     * @param saved an immutable object, which {@link Entry#saved} hands to the gradient
     * @return the result of a forward pass
     */
    public static Forward of(NDArray value, Object saved) {
        return new Forward(value, saved);
    }
}
