package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/** The p-norm of each window of {@code [N, C, H, W]}; see {@link Pool#lp}. Source: PyTorch's {@code nn.LPPool2d}. */
public final class LpPool2d extends PoolNd {
    /**
     * Windows by options.
     *
     * @param p the exponent, not 0
     * @param options kernel, stride, ceil mode
     */
    public LpPool2d(double p, PoolOptions options) {
        this(state(LayerSpec.of().with("norm_type", p), options));
    }

    LpPool2d(LayerSpec spec) {
        this(spec, spec.number("norm_type"));
    }

    private LpPool2d(LayerSpec spec, double p) {
        super(2, spec, (x, options) -> Pool.lp(x, p, options));
    }
}
