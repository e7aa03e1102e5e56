package dev.adjoint.nn;

import dev.adjoint.PoolOptions;
import dev.adjoint.Tensor;
import dev.adjoint.op.Pool;
import java.util.function.BiFunction;

/** What the poolings over windows share; see {@link Pool} for their formulas and shapes. */
public abstract sealed class PoolNd extends Layer
        permits MaxPool1d, MaxPool2d, MaxPool3d, AvgPool1d, AvgPool2d, AvgPool3d, LpPool1d, LpPool2d {
    private final int axes;
    private final PoolOptions options;
    private final BiFunction<Tensor, PoolOptions, Tensor> pool;

    PoolNd(int axes, LayerSpec spec, BiFunction<Tensor, PoolOptions, Tensor> pool) {
        super(spec);
        this.axes = axes;
        this.pool = pool;
        this.options = read(spec, axes);
    }

    static LayerSpec state(PoolOptions options) {
        return state(LayerSpec.of(), options);
    }

    static LayerSpec state(LayerSpec spec, PoolOptions options) {
        return spec.with("kernel_size", options.kernel())
                .with("stride", options.stride().isEmpty() ? options.kernel() : options.stride())
                .with("padding", options.padding())
                .with("ceil_mode", options.ceilMode())
                .with("dilation", options.dilation())
                .with("count_include_pad", options.countIncludePad())
                .with("divisor_override", options.divisor());
    }

    private static PoolOptions read(LayerSpec spec, int axes) {
        PoolOptions usual = PoolOptions.kernel(spec.perAxis("kernel_size", axes));
        return usual.stride(SettingValues.ints(spec.perAxis("stride", axes, usual.kernel())))
                .padding(spec.padding("padding", axes, usual.padding()))
                .ceilMode(spec.flag("ceil_mode", usual.ceilMode()))
                .dilation(SettingValues.ints(spec.brief().perAxis("dilation", axes, usual.dilation())))
                .countIncludePad(spec.brief().flag("count_include_pad", usual.countIncludePad()))
                .divisor(spec.brief().integer("divisor_override", usual.divisor()))
                .axes(axes);
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, batch -> pool.apply(batch, options));
    }
}
