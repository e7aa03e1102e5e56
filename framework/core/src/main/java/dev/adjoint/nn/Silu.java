package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/** {@code y = x / (1 + e^-x)}, element by element. Source: PyTorch's {@code nn.SiLU}. */
public final class Silu extends Layer {
    /** Creates the layer. */
    public Silu() {
        this(LayerSpec.of());
    }

    Silu(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.silu(x);
    }
}
