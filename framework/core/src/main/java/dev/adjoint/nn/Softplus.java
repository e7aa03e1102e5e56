package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * {@code y = log(1 + e^(beta x)) / beta, or x where beta x > threshold}, element by element. Source: PyTorch's
 * {@code nn.Softplus}.
 */
public final class Softplus extends Layer {
    private final double beta;
    private final double threshold;

    /** Creates the layer with beta 1, threshold 20. */
    public Softplus() {
        this(LayerSpec.of());
    }

    /**
     * Creates the layer.
     *
     * @param beta how sharp the bend is, above 0
     * @param threshold beyond which {@code beta x} counts as linear
     */
    public Softplus(double beta, double threshold) {
        this(LayerSpec.of().with("beta", beta).with("threshold", threshold));
    }

    Softplus(LayerSpec spec) {
        super(spec);
        beta = spec.number("beta", 1);
        threshold = spec.number("threshold", 20);
        if (!(beta > 0)) {
            throw new ArgumentException("beta: expected a number above 0, got " + beta);
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.softplus(x, beta, threshold);
    }
}
