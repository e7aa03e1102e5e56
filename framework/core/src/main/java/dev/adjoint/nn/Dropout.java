package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.random.RandomGenerator;

/**
 * In training zeroes each element with probability p and scales the others by {@code 1 / (1 - p)}; in evaluation does
 * nothing. See {@link dev.adjoint.op.Dropout}. Source: PyTorch's {@code nn.Dropout}.
 */
public final class Dropout extends Layer {
    private final double p;
    private final RandomGenerator random;

    /**
     * Creates the layer.
     *
     * @param p the probability of zeroing, from 0 to 1
     * @param random where the zeros come from
     */
    public Dropout(double p, RandomGenerator random) {
        this(LayerSpec.of(random).with("p", p));
    }

    Dropout(LayerSpec spec) {
        super(spec);
        p = Layouts.probability("p", spec.number("p"));
        random = generator("random", spec.random());
    }

    @Override
    protected Tensor compute(Tensor x) {
        return isTraining() ? dev.adjoint.op.Dropout.dropout(x, p, random) : x;
    }
}
