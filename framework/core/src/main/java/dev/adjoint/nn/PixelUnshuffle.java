package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * Moves space into channels: {@code [..., C, H r, W r]} to {@code [..., C r r, H, W]} for a factor r; see
 * {@link dev.adjoint.op.PixelShuffle}. Source: PyTorch's {@code nn.PixelUnshuffle}.
 */
public final class PixelUnshuffle extends Layer {
    private final int factor;

    /**
     * Creates the layer.
     *
     * @param factor r, at least 1
     */
    public PixelUnshuffle(int factor) {
        this(LayerSpec.of().with("factor", factor));
    }

    PixelUnshuffle(LayerSpec spec) {
        super(spec);
        factor = spec.positive("factor");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return dev.adjoint.op.PixelShuffle.unshuffle(x, factor);
    }
}
