package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** What the poolings over windows share; see {@link Pool} for their formulas and shapes. */
public abstract sealed class PoolNd extends Layer
        permits MaxPool1d, MaxPool2d, MaxPool3d, AvgPool1d, AvgPool2d, AvgPool3d, LpPool1d, LpPool2d {
    private final int axes;
    private final PoolOptions options;
    private final BiFunction<Tensor, PoolOptions, Tensor> pool;
    private final Settings settings;

    PoolNd(int axes, PoolOptions options, BiFunction<Tensor, PoolOptions, Tensor> pool) {
        this(axes, options, pool, Settings.NONE);
    }

    PoolNd(int axes, PoolOptions options, BiFunction<Tensor, PoolOptions, Tensor> pool, Settings own) {
        this.axes = axes;
        this.options = options;
        this.pool = pool;
        this.settings = settings(axes, options, own);
    }

    private static Settings settings(int axes, PoolOptions options, Settings own) {
        List<Integer> kernel = Layouts.perAxis("kernel", options.kernel(), axes);
        List<Integer> stride = options.stride().isEmpty() ? kernel : Layouts.perAxis("stride", options.stride(), axes);
        List<Integer> dilation = Layouts.perAxis("dilation", options.dilation(), axes);
        Settings settings = own.with("kernel_size", kernel)
                .with("stride", stride)
                .with("padding", ConvSettings.padding(axes, options.padding()))
                .with("ceil_mode", options.ceilMode());
        if (!dilation.equals(Collections.nCopies(axes, 1))) {
            settings = settings.with("dilation", dilation);
        }
        if (!options.countIncludePad()) {
            settings = settings.with("count_include_pad", false);
        }
        return options.divisor() == 0 ? settings : settings.with("divisor_override", options.divisor());
    }

    @Override
    protected final Tensor compute(Tensor x) {
        Layouts.requireSpatial(x, axes);
        return pool.apply(x, options);
    }

    @Override
    public final Settings settings() {
        return settings;
    }
}
