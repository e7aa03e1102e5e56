package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = tanh x}, element by element. Source: PyTorch's {@code nn.Tanh}. */
public final class Tanh extends Layer {
    /** Creates the layer. */
    public Tanh() {
        this(LayerSpec.of());
    }

    Tanh(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.tanh();
    }
}
