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
        this(false);
    }

    /**
     * Creates either form.
     *
     * @param approximate whether Phi is approximated by a hyperbolic tangent
     */
    public Gelu(boolean approximate) {
        this.approximate = approximate;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return approximate ? Activations.geluTanh(x) : Activations.gelu(x);
    }

    @Override
    public Settings settings() {
        return Settings.NONE.with("approximate", approximate ? "tanh" : "none");
    }
}
