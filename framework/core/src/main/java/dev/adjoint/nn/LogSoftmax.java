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
        this.axis = axis;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.logSoftmax(axis);
    }

    @Override
    public Settings settings() {
        return Settings.NONE.with("dim", axis);
    }
}
