package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;

/**
 * What {@link InstanceNorm1d}, {@link InstanceNorm2d} and {@link InstanceNorm3d} share; see {@link Norms} for the
 * formula.
 */
public abstract sealed class InstanceNormNd extends RunningNorm permits InstanceNorm1d, InstanceNorm2d, InstanceNorm3d {
    private final int axes;

    InstanceNormNd(int axes, LayerSpec spec) {
        super(spec, NormOptions.INSTANCE);
        this.axes = axes;
    }

    @Override
    protected final Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, super::compute);
    }

    @Override
    final void requireLayout(Tensor x) {
        Layouts.requireSpatial(x, axes);
    }

    @Override
    final Norms.Normalized normalize(Tensor x, Tensor weight, Tensor bias, double eps) {
        return Norms.instanceNorm(x, weight, bias, eps);
    }
}
