package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** Passes its input on: a placeholder where a layer is expected. Source: PyTorch's {@code nn.Identity}. */
public final class Identity extends Layer {
    /** Creates the layer. */
    public Identity() {
        this(LayerSpec.of());
    }

    Identity(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x;
    }
}
