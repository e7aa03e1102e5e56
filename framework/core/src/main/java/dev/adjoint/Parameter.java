package dev.adjoint;

import dev.adjoint.kernel.elementwise.Pointwise;
import java.util.function.UnaryOperator;

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
     * A parameter of zeros, float32.
     *
     * @param name its name in errors and files
     * @param shape the sizes
     * @return the parameter
     */
    public static Parameter zeros(String name, int... shape) {
        return zeros(name, DType.FLOAT32, shape);
    }

    /**
     * A parameter of zeros.
     *
     * @param name its name in errors and files
     * @param dtype the element type
     * @param shape the sizes
     * @return the parameter
     */
    public static Parameter zeros(String name, DType dtype, int... shape) {
        return new Parameter(name, NDArray.zeros(dtype, Shape.of(shape)));
    }

    /**
     * A parameter of ones, float32.
     *
     * @param name its name in errors and files
     * @param shape the sizes
     * @return the parameter
     */
    public static Parameter ones(String name, int... shape) {
        return ones(name, DType.FLOAT32, shape);
    }

    /**
     * A parameter of ones.
     *
     * @param name its name in errors and files
     * @param dtype the element type
     * @param shape the sizes
     * @return the parameter
     */
    public static Parameter ones(String name, DType dtype, int... shape) {
        return new Parameter(name, NDArray.full(dtype, Shape.of(shape), 1));
    }

    /**
     * A parameter that starts with a tensor's numbers.
     *
     * @param name its name in errors and files
     * @param initial its first value, copied
     * @return the parameter
     */
    public static Parameter of(String name, Tensor initial) {
        return new Parameter(name, initial.value().copy());
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
     * @return a constant of the value's shape, or null if no backward pass reached the parameter
     */
    public Tensor grad() {
        return grad == null ? null : new Tensor(grad);
    }

    /** Forgets the gradient. */
    public void zeroGrad() {
        trainers.release();
        hold(null);
    }

    /**
     * Replaces the gradient, for example by a clipped one. From now on it is the calling thread's.
     *
     * @param gradient a tensor of the value's shape and element type, or null
     * @throws ShapeException if the shape differs
     */
    public void setGrad(Tensor gradient) {
        if (gradient != null && !(gradient.shape().equals(shape()) && gradient.dtype() == dtype())) {
            throw new ShapeException("gradient of parameter " + name + ": expected " + dtype() + shape() + ", got "
                    + gradient.dtype() + gradient.shape());
        }
        if (gradient == null) {
            zeroGrad();
        } else {
            trainers.claim();
            hold(gradient.value());
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
     * Overwrites the value with a tensor's numbers.
     *
     * @param newValue a tensor of the same shape and element type
     * @throws ShapeException if the shape differs
     */
    public void assign(Tensor newValue) {
        assign(newValue.value());
    }

    /**
     * Overwrites the value with a function of it, which is not recorded.
     *
     * <pre>{@code
     * kernel.update(w -> w.sub(kernel.grad().mul(0.03)));
     * }</pre>
     *
     * @param function from the value to the new one, of the same shape and element type
     * @throws ShapeException if the shape differs
     */
    public void update(UnaryOperator<Tensor> function) {
        if (Tape.isRecordingHere()) {
            Tape.Pause pause = Tape.current().pause();
            try (pause) {
                assign(function.apply(detach()));
            }
        } else {
            assign(function.apply(detach()));
        }
    }

    /**
     * Writes a number into a part of the value.
     *
     * <pre>{@code
     * conv.weight().fill("0:10", 0).fill("10:20", 1);
     * }</pre>
     *
     * @param ranges which part, in the notation of {@link #slice(String)}
     * @param number the number
     * @return this
     * @throws ArgumentException if the ranges cannot be read or do not fit the shape
     */
    public Parameter fill(String ranges, double number) {
        SliceNotation part = SliceNotation.parse(ranges, shape());
        trainers.wrote();
        part.fill(value(), number);
        value().markWritten();
        return this;
    }

    /**
     * Refuses to step if another thread trains the parameter; optimisers ask all parameters before they change any.
     *
     * @throws ConcurrencyException if the gradient is that of another living thread, or the calling thread's was
     *     dropped by another
     */
    void requireOwnGradient() {
        if (grad != null) {
            trainers.requireOwn("step", this);
        } else {
            trainers.requireNotTaken(this);
        }
    }

    /** Says that an optimiser has stepped: advances the version of the value, which was written in place. */
    void stepped() {
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

    /** The name, whether it is frozen, and the numbers as of any tensor. */
    @Override
    public String toString() {
        return name + (trainable ? " " : " (frozen) ") + super.toString();
    }
}
