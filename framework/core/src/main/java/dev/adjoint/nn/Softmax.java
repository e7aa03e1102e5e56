package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = e^x / sum e^x along an axis}. Source: PyTorch's {@code nn.Softmax}. */
public final class Softmax extends Layer {
    private final int axis;

    /**
     * Creates the layer.
     *
     * @param axis the axis of the classes; counts from the end if negative
     */
    public Softmax(int axis) {
        this(LayerSpec.of().with("dim", axis));
    }

    Softmax(LayerSpec spec) {
        super(spec);
        axis = spec.integer("dim");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.softmax(axis);
    }
}
