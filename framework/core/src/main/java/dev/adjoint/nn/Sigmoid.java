package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = 1 / (1 + e^-x)}, element by element. Source: PyTorch's {@code nn.Sigmoid}. */
public final class Sigmoid extends Layer {
    /** Creates the layer. */
    public Sigmoid() {
        this(LayerSpec.of());
    }

    Sigmoid(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.sigmoid();
    }
}
