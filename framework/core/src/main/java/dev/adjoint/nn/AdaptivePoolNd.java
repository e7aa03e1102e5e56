package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import java.util.Arrays;
import java.util.List;
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

    AdaptivePoolNd(int axes, int[] size, BiFunction<Tensor, int[], Tensor> pool) {
        List<Integer> sizes =
                Layouts.perAxis("size", Arrays.stream(size).boxed().toList(), axes);
        this.axes = axes;
        this.size = sizes.stream().mapToInt(n -> Layouts.positive("size", n)).toArray();
        this.pool = pool;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Layouts.requireSpatial(x, axes);
        return pool.apply(x, size);
    }

    @Override
    public final Settings settings() {
        return Settings.NONE.with("output_size", size);
    }
}
