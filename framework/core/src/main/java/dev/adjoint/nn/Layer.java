package dev.adjoint.nn;

import dev.adjoint.autograd.Tensor;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Module {
    /** Creates a layer without parts, in training mode. */
    protected Layer() {}

    /**
     * The forward pass. An error in it names the layer by its path.
     *
     * @param x the input
     * @return the output
     */
    public final Tensor forward(Tensor x) {
        return located(() -> compute(x));
    }

    /**
     * What the layer computes. Called by {@link #forward}.
     *
     * @param x the input
     * @return the output
     */
    protected abstract Tensor compute(Tensor x);
}
