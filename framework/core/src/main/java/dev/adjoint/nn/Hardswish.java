package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * {@code y = x min(max(x + 3, 0), 6) / 6}, element by element. Source: A. Howard and others, Searching for MobileNetV3,
 * 2019; PyTorch's {@code nn.Hardswish}.
 */
public final class Hardswish extends Layer {
    /** Creates the layer. */
    public Hardswish() {
        this(LayerSpec.of());
    }

    Hardswish(LayerSpec spec) {
        super(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.hardswish(x);
    }
}
