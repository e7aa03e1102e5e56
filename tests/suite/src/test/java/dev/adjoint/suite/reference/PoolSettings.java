package dev.adjoint.suite.reference;

import dev.adjoint.ConvOptions;
import dev.adjoint.PoolOptions;

/** PyTorch's settings of poolings as options. */
final class PoolSettings {
    private PoolSettings() {}

    static PoolOptions pool(Attributes s) {
        int[] kernel = s.integers("kernel_size");
        return PoolOptions.kernel(kernel)
                .stride(s.integers("stride", kernel))
                .padding(s.integers("padding", 0))
                .dilation(s.integers("dilation", 1))
                .ceilMode(s.flag("ceil_mode", false))
                .countIncludePad(s.flag("count_include_pad", true))
                .divisor(s.integer("divisor_override", 0));
    }

    /** The windows of unfold and fold. */
    static ConvOptions windows(Attributes s) {
        return ConvOptions.kernel(s.integers("kernel_size"))
                .stride(s.integers("stride", 1))
                .padding(s.integers("padding", 0))
                .dilation(s.integers("dilation", 1));
    }
}
