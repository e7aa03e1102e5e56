package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/** The p-norm of each window of {@code [N, C, L]}; see {@link Pool#lp}. Source: PyTorch's {@code nn.LPPool1d}. */
public final class LpPool1d extends PoolNd {
    /**
     * Windows by options.
     *
     * @param p the exponent, not 0
     * @param options kernel, stride, ceil mode
     */
    public LpPool1d(double p, PoolOptions options) {
        super(1, options, (x, o) -> Pool.lp(x, p, o), Settings.NONE.with("norm_type", p));
    }
}
