package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.Tensor;

/**
 * Adds patches up to an image: {@code [N, C prod(kernel), windows]} to {@code [N, C, spatial...]}, or both without N,
 * the adjoint of {@link Unfold}; see {@link dev.adjoint.op.Unfold#fold}. Source: PyTorch's {@code nn.Fold}.
 */
public final class Fold extends Layer {
    private final int[] size;
    private final ConvOptions options;

    /**
     * Creates the layer.
     *
     * @param options kernel, stride, padding, dilation; no groups, zeros as padding
     * @param size the spatial sizes of the image
     */
    public Fold(ConvOptions options, int... size) {
        this(ConvSettings.windows(LayerSpec.of().with("output_size", size), options));
    }

    Fold(LayerSpec spec) {
        super(spec);
        size = spec.integers("output_size");
        options = ConvSettings.mode(spec, ConvSettings.readWindows(spec, size.length));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, 1, columns -> dev.adjoint.op.Unfold.fold(columns, size, options));
    }
}
