package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/** {@code y = x where x > 0, else slope x}, element by element. Source: PyTorch's {@code nn.LeakyReLU}. */
public final class LeakyRelu extends Layer {
    private final double slope;

    /** Creates the layer with slope 0.01. */
    public LeakyRelu() {
        this(LayerSpec.of());
    }

    /**
     * Creates the layer.
     *
     * @param slope the slope for negative x
     */
    public LeakyRelu(double slope) {
        this(LayerSpec.of().with("negative_slope", slope));
    }

    LeakyRelu(LayerSpec spec) {
        super(spec);
        slope = spec.number("negative_slope", 0.01);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.leakyRelu(x, slope);
    }
}
