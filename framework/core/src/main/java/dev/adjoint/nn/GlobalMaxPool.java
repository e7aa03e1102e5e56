package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;

/**
 * The largest element of each channel: {@code [N, C, spatial...]} to {@code [N, C, 1...]}, with one to three spatial
 * axes; see {@link Pool#globalMax}. Followed by {@link Flatten} it gives {@code [N, C]}.
 */
public final class GlobalMaxPool extends Layer {
    /** Creates the layer. */
    public GlobalMaxPool() {}

    @Override
    protected Tensor compute(Tensor x) {
        return Pool.globalMax(x);
    }
}
