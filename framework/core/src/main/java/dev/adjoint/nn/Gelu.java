package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * {@code y = x Phi(x)}, element by element, with Phi the distribution function of the normal distribution, exact or by
 * a hyperbolic tangent. Source: D. Hendrycks and K. Gimpel, Gaussian error linear units, 2016; PyTorch's
 * {@code nn.GELU}.
 */
public final class Gelu extends Layer {
    private final boolean approximate;

    /** Creates the exact form. */
    public Gelu() {
        this(LayerSpec.of());
    }

    /**
     * Creates either form.
     *
     * @param approximate whether Phi is approximated by a hyperbolic tangent
     */
    public Gelu(boolean approximate) {
        this(LayerSpec.of().with("approximate", approximate ? "tanh" : "none"));
    }

    Gelu(LayerSpec spec) {
        super(spec);
        approximate = spec.choice("approximate", Phi.NONE) == Phi.TANH;
    }

    /** How Phi is approximated. */
    private enum Phi {
        NONE,
        TANH
    }

    @Override
    protected Tensor compute(Tensor x) {
        return approximate ? Activations.geluTanh(x) : Activations.gelu(x);
    }
}
