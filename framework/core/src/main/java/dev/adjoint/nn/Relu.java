package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = max(x, 0)}, element by element. Source: PyTorch's {@code nn.ReLU}. */
public final class Relu extends Layer {
    /** Creates the layer. */
    public Relu() {
        this(LayerSpec.of());
    }

    Relu(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.relu();
    }
}
