package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, L]}; see {@link Pool#max}. Source: PyTorch's
 * {@code nn.MaxPool1d}.
 */
public final class MaxPool1d extends PoolNd {
    /**
     * Windows side by side: the stride is the kernel's size.
     *
     * @param kernel cells of a window along each axis, or one number for all
     */
    public MaxPool1d(int... kernel) {
        this(PoolOptions.kernel(kernel));
    }

    /**
     * Windows by options.
     *
     * @param options kernel, stride, padding, dilation, ceil mode
     */
    public MaxPool1d(PoolOptions options) {
        this(state(options));
    }

    MaxPool1d(LayerSpec spec) {
        super(1, spec, Pool::max);
    }
}
