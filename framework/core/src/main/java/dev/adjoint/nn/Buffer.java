package dev.adjoint.nn;

import dev.adjoint.NDArray;
import dev.adjoint.Tensor;

/**
 * State of a module that is saved with its parameters but not learned, such as the running mean of a batch
 * normalisation.
 */
public final class Buffer {
    private final String name;
    private final NDArray value;

    Buffer(String name, NDArray initial) {
        this.name = name;
        this.value = initial;
    }

    /**
     * The name.
     *
     * @return the name under which the module registered it
     */
    public String name() {
        return name;
    }

    /**
     * The numbers.
     *
     * @return the value itself, not a copy; {@link #assign} writes it in place
     */
    public NDArray value() {
        return value;
    }

    /**
     * The value as a constant for computations.
     *
     * @return a tensor that shares the value
     */
    public Tensor tensor() {
        return new Tensor(value);
    }

    /**
     * Overwrites the value.
     *
     * @param newValue an array of the same shape and element type
     * @throws dev.adjoint.ShapeException if the shape differs
     * @throws dev.adjoint.DTypeException if the element type differs
     */
    public void assign(NDArray newValue) {
        value.assign(newValue);
    }

    @Override
    public String toString() {
        return "buffer " + name + " of shape " + value.shape();
    }
}
