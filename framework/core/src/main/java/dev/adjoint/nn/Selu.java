package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * {@code y = 1.0507 elu(x, 1.6733)}, element by element, with the constants to full precision. Source: G. Klambauer and
 * others, Self-normalizing neural networks, 2017; PyTorch's {@code nn.SELU}.
 */
public final class Selu extends Layer {
    /** Creates the layer. */
    public Selu() {
        this(LayerSpec.of());
    }

    Selu(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.selu(x);
    }
}
