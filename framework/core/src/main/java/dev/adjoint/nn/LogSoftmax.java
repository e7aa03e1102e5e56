package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = x - log(sum e^x) along an axis}. Source: PyTorch's {@code nn.LogSoftmax}. */
public final class LogSoftmax extends Layer {
    private final int axis;

    /**
     * Creates the layer.
     *
     * @param axis the axis of the classes; counts from the end if negative
     */
    public LogSoftmax(int axis) {
        this(LayerSpec.of().with("dim", axis));
    }

    LogSoftmax(LayerSpec spec) {
        super(spec);
        axis = spec.integer("dim");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.logSoftmax(axis);
    }
}
