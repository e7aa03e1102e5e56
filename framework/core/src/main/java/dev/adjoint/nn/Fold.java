package dev.adjoint.nn;

import dev.adjoint.ConvOptions;
import dev.adjoint.Tensor;

/**
 * Adds patches up to an image: {@code [N, C prod(kernel), windows]} to {@code [N, C, spatial...]}, the adjoint of
 * {@link Unfold}; see {@link dev.adjoint.op.Unfold#fold}. Source: PyTorch's {@code nn.Fold}.
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
        this.size = size.clone();
        this.options = options;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return dev.adjoint.op.Unfold.fold(x, size, options);
    }

    @Override
    public Settings settings() {
        return ConvSettings.windows(options).with("output_size", size);
    }
}
