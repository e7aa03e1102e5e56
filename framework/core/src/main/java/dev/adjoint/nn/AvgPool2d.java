package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/**
 * The mean of each window of {@code [N, C, H, W]}; see {@link Pool#average}. Source: PyTorch's {@code nn.AvgPool2d}.
 */
public final class AvgPool2d extends PoolNd {
    /**
     * Windows side by side: the stride is the kernel's size.
     *
     * @param kernel cells of a window along each axis, or one number for all
     */
    public AvgPool2d(int... kernel) {
        this(PoolOptions.kernel(kernel));
    }

    /**
     * Windows by options.
     *
     * @param options kernel, stride, padding, dilation, ceil mode, divisor
     */
    public AvgPool2d(PoolOptions options) {
        this(state(options));
    }

    AvgPool2d(LayerSpec spec) {
        super(2, spec, Pool::average);
    }
}
