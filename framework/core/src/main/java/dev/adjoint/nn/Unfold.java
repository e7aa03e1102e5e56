package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.Tensor;

/**
 * Writes out the patches that a convolution's windows see: {@code [N, C, spatial...]} to {@code [N, C prod(kernel),
 * windows]}, or both without N; see {@link dev.adjoint.op.Unfold}. Source: PyTorch's {@code nn.Unfold}.
 */
public final class Unfold extends Layer {
    private final int axes;
    private final ConvOptions options;

    /**
     * Creates the layer.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @param options kernel, stride, padding, dilation, padding mode; no groups
     */
    public Unfold(int axes, ConvOptions options) {
        this(ConvSettings.windows(LayerSpec.of().with("axes", axes), options));
    }

    Unfold(LayerSpec spec) {
        super(spec);
        axes = Layouts.spatialAxes(spec);
        options = ConvSettings.mode(spec, ConvSettings.readWindows(spec, axes));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, image -> dev.adjoint.op.Unfold.unfold(image, options));
    }
}
