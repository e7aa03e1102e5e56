package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * {@code y = x where x > 0, else alpha (e^x - 1)}, element by element. Source: D. Clevert and others, Fast and accurate
 * deep network learning by exponential linear units, 2016; PyTorch's {@code nn.ELU}.
 */
public final class Elu extends Layer {
    private final double alpha;

    /** Creates the layer with alpha 1. */
    public Elu() {
        this(LayerSpec.of());
    }

    /**
     * Creates the layer.
     *
     * @param alpha what -y tends to for very negative x
     */
    public Elu(double alpha) {
        this(LayerSpec.of().with("alpha", alpha));
    }

    Elu(LayerSpec spec) {
        super(spec);
        alpha = spec.number("alpha", 1);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.elu(x, alpha);
    }
}
