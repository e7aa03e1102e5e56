package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;

/**
 * The largest element of each channel: {@code [N, C, spatial...]} to {@code [N, C, 1...]}, or without N; see
 * {@link Pool#globalMax}. Followed by {@link Flatten} it gives {@code [N, C]}.
 */
public final class GlobalMaxPool extends Layer {
    private final int axes;

    /**
     * Creates the layer.
     *
     * @param axes the number of spatial axes, 1 to 3
     */
    public GlobalMaxPool(int axes) {
        this(LayerSpec.of().with("axes", axes));
    }

    GlobalMaxPool(LayerSpec spec) {
        super(spec);
        axes = Layouts.spatialAxes(spec);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, Pool::globalMax);
    }
}
