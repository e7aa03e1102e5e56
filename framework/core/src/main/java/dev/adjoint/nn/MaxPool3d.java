package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, D, H, W]}; see {@link Pool#max}. Source: PyTorch's
 * {@code nn.MaxPool3d}.
 */
public final class MaxPool3d extends PoolNd {
    /**
     * Windows side by side: the stride is the kernel's size.
     *
     * @param kernel cells of a window along each axis, or one number for all
     */
    public MaxPool3d(int... kernel) {
        this(PoolOptions.kernel(kernel));
    }

    /**
     * Windows by options.
     *
     * @param options kernel, stride, padding, dilation, ceil mode
     */
    public MaxPool3d(PoolOptions options) {
        this(state(options));
    }

    MaxPool3d(LayerSpec spec) {
        super(3, spec, Pool::max);
    }
}
