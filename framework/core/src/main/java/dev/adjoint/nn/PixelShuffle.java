package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * Moves channels into space: {@code [N, C r r, H, W]} to {@code [N, C, H r, W r]} for a factor r; see
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
        this.factor = Layouts.positive("factor", factor);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return dev.adjoint.op.PixelShuffle.shuffle(x, factor);
    }

    @Override
    public Settings settings() {
        return Settings.NONE.with("factor", factor);
    }
}
