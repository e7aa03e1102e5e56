package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/**
 * The largest element of each window of {@code [N, C, H, W]}; see {@link Pool#max}. Source: PyTorch's
 * {@code nn.MaxPool2d}.
 */
public final class MaxPool2d extends PoolNd {
    /**
     * Windows side by side: the stride is the kernel's size.
     *
     * @param kernel cells of a window along each axis, or one number for all
     */
    public MaxPool2d(int... kernel) {
        this(PoolOptions.kernel(kernel));
    }

    /**
     * Windows by options.
     *
     * @param options kernel, stride, padding, dilation, ceil mode
     */
    public MaxPool2d(PoolOptions options) {
        this(state(options));
    }

    MaxPool2d(LayerSpec spec) {
        super(2, spec, Pool::max);
    }
}
