package dev.adjoint;

import dev.adjoint.kernel.elementwise.Pointwise;

/**
 * A tensor that is learned. Its value is written in place by an optimiser or by {@link #assign}; its gradient adds up
 * over backward passes until {@link #zeroGrad}.
 *
 * <p>Any number of threads may read a parameter, as in inference, while none trains it. Two that train it at the same
 * time get a {@link ConcurrencyException}: a gradient is that of the thread whose backward pass computed it, and as
 * long as this thread lives no other may add to it or step with it, nor may this one step if another dropped it or
 * wrote the value since its forward pass. A thread that goes on with what another has finished begins with
 * {@link #zeroGrad}, or takes the gradient over with {@code setGrad(grad())}.
 */
public final class Parameter extends Tensor {
    private final String name;
    private final Trainers trainers = new Trainers();
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
        trainers.release();
        hold(null);
    }

    /**
     * Replaces the gradient, for example by a clipped one. From now on it is the calling thread's.
     *
     * @param gradient an array of the value's shape and element type, or null
     * @throws ShapeException if the shape differs
     */
    public void setGrad(NDArray gradient) {
        if (gradient != null && !(gradient.shape().equals(shape()) && gradient.dtype() == dtype())) {
            throw new ShapeException("gradient of parameter " + name + ": expected " + dtype() + shape() + ", got "
                    + gradient.dtype() + gradient.shape());
        }
        if (gradient == null) {
            zeroGrad();
        } else {
            trainers.claim();
            hold(gradient);
        }
    }

    /** Refuses to go on with a backward pass if another thread trains the parameter, recorded at the given version. */
    void requireTrainedHere(int version) {
        trainers.requireUnwritten(this, version);
        if (grad != null) {
            trainers.requireOwn("backward", this);
        }
    }

    void accumulate(NDArray gradient) {
        trainers.claim();
        hold(grad == null ? gradient : Pointwise.add(grad, gradient));
    }

    /** Holds a gradient instead of the one before. */
    private void hold(NDArray gradient) {
        if (gradient != null) {
            Workspace.hold(gradient);
        }
        if (grad != null) {
            Workspace.giveBack(grad);
        }
        grad = gradient;
    }

    /**
     * Overwrites the value.
     *
     * @param newValue an array of the same shape and element type
     * @throws ShapeException if the shape differs
     */
    public void assign(NDArray newValue) {
        trainers.wrote();
        value().assign(newValue);
    }

    /**
     * Refuses to step if another thread trains the parameter; optimisers ask all parameters before they change any.
     *
     * @throws ConcurrencyException if the gradient is that of another living thread, or the calling thread's was
     *     dropped by another
     */
    public void requireOwnGradient() {
        if (grad != null) {
            trainers.requireOwn("step", this);
        } else {
            trainers.requireNotTaken(this);
        }
    }

    /** Says that an optimiser has stepped: advances the version of the value, which was written in place. */
    public void stepped() {
        trainers.wrote();
        value().markWritten();
        trainers.stepped();
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
