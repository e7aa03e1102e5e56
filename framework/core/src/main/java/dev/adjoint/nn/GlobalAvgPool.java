package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;

/**
 * The mean of each channel: {@code [N, C, spatial...]} to {@code [N, C, 1...]}, with one to three spatial axes; see
 * {@link Pool#globalAverage}. Followed by {@link Flatten} it gives {@code [N, C]}.
 */
public final class GlobalAvgPool extends Layer {
    /** Creates the layer. */
    public GlobalAvgPool() {}

    @Override
    protected Tensor compute(Tensor x) {
        return Pool.globalAverage(x);
    }
}
