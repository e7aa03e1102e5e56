package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.Tensor;

/**
 * Writes out the patches that a convolution's windows see: {@code [N, C, spatial...]} to {@code [N, C prod(kernel),
 * windows]}; see {@link dev.adjoint.op.Unfold}. Source: PyTorch's {@code nn.Unfold}.
 */
public final class Unfold extends Layer {
    private final ConvOptions options;

    /**
     * Creates the layer.
     *
     * @param options kernel, stride, padding, dilation, padding mode; no groups
     */
    public Unfold(ConvOptions options) {
        this.options = options;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return dev.adjoint.op.Unfold.unfold(x, options);
    }

    @Override
    public Settings settings() {
        return ConvSettings.windows(options);
    }
}
