package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.op.Pool;

/** The mean of each window of {@code [N, C, L]}; see {@link Pool#average}. Source: PyTorch's {@code nn.AvgPool1d}. */
public final class AvgPool1d extends PoolNd {
    /**
     * Windows side by side: the stride is the kernel's size.
     *
     * @param kernel cells of a window along each axis, or one number for all
     */
    public AvgPool1d(int... kernel) {
        this(PoolOptions.kernel(kernel));
    }

    /**
     * Windows by options.
     *
     * @param options kernel, stride, padding, dilation, ceil mode, divisor
     */
    public AvgPool1d(PoolOptions options) {
        this(state(options));
    }

    AvgPool1d(LayerSpec spec) {
        super(1, spec, Pool::average);
    }
}
