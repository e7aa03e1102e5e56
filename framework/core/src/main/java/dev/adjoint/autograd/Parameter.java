package dev.adjoint.autograd;

import dev.adjoint.ShapeException;
import dev.adjoint.array.NDArray;
import dev.adjoint.kernel.Pointwise;

/**
 * A tensor that is learned. Its value is written in place by an optimiser or by {@link #assign}; its gradient adds up
 * over backward passes until {@link #zeroGrad}.
 */
public final class Parameter extends Tensor {
    private final String name;
    private NDArray grad;
    private boolean trainable = true;

    /**
     * Creates a parameter.
     *
     * @param name its name in errors and files, such as {@code weight}
     * @param initial its first value; the parameter owns it from now on
     */
    public Parameter(String name, NDArray initial) {
        super(initial);
        this.name = name;
    }

    /**
     * The name.
     *
     * @return the name given at creation
     */
    public String name() {
        return name;
    }

    /**
     * The sum of the gradients of all backward passes since the last {@link #zeroGrad}.
     *
     * @return an array of the value's shape, or null if no backward pass reached the parameter
     */
    public NDArray grad() {
        return grad;
    }

    /** Forgets the gradient. */
    public void zeroGrad() {
        grad = null;
    }

    /**
     * Replaces the gradient, for example by a clipped one.
     *
     * @param gradient an array of the value's shape and element type, or null
     * @throws ShapeException if the shape differs
     */
    public void setGrad(NDArray gradient) {
        if (gradient != null && !(gradient.shape().equals(shape()) && gradient.dtype() == dtype())) {
            throw new ShapeException("gradient of parameter " + name + ": expected " + dtype() + shape() + ", got "
                    + gradient.dtype() + gradient.shape());
        }
        grad = gradient;
    }

    void accumulate(NDArray gradient) {
        grad = grad == null ? gradient : Pointwise.add(grad, gradient);
    }

    /**
     * Overwrites the value.
     *
     * @param newValue an array of the same shape and element type
     * @throws ShapeException if the shape differs
     */
    public void assign(NDArray newValue) {
        value().assign(newValue);
    }

    /**
     * Whether backward passes compute a gradient for this parameter.
     *
     * @return true unless frozen
     */
    public boolean isTrainable() {
        return trainable;
    }

    /**
     * Freezes or unfreezes the parameter: a frozen one gets no gradient and no optimiser changes it.
     *
     * @param trainable whether it learns
     */
    public void setTrainable(boolean trainable) {
        this.trainable = trainable;
    }

    @Override
    String describe() {
        return "parameter " + name + " of shape " + shape();
    }
}
