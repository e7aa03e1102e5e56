package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import java.util.function.BiFunction;

/** What the poolings to a wanted size share; see {@link Pool#adaptiveAverage} and {@link Pool#adaptiveMax}. */
public abstract sealed class AdaptivePoolNd extends Layer
        permits AdaptiveAvgPool1d,
                AdaptiveAvgPool2d,
                AdaptiveAvgPool3d,
                AdaptiveMaxPool1d,
                AdaptiveMaxPool2d,
                AdaptiveMaxPool3d {
    private final int axes;
    private final int[] size;
    private final BiFunction<Tensor, int[], Tensor> pool;

    AdaptivePoolNd(int axes, LayerSpec spec, BiFunction<Tensor, int[], Tensor> pool) {
        super(spec);
        this.axes = axes;
        this.pool = pool;
        size = spec.perAxis("output_size", axes);
        for (int cells : size) {
            Layouts.positive("size", cells);
        }
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, batch -> pool.apply(batch, size));
    }
}
