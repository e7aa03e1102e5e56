package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * Moves channels into space: {@code [..., C r r, H, W]} to {@code [..., C, H r, W r]} for a factor r; see
 * {@link dev.adjoint.op.PixelShuffle}. Source: PyTorch's {@code nn.PixelShuffle}.
 */
public final class PixelShuffle extends Layer {
    private final int factor;

    /**
     * Creates the layer.
     *
     * @param factor r, at least 1
     */
    public PixelShuffle(int factor) {
        this(LayerSpec.of().with("factor", factor));
    }

    PixelShuffle(LayerSpec spec) {
        super(spec);
        factor = spec.positive("factor");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return dev.adjoint.op.PixelShuffle.shuffle(x, factor);
    }
}
