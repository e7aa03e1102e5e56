package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;

/** What {@link BatchNorm1d}, {@link BatchNorm2d} and {@link BatchNorm3d} share; see {@link Norms} for the formula. */
public abstract sealed class BatchNormNd extends RunningNorm permits BatchNorm1d, BatchNorm2d, BatchNorm3d {
    private final int axes;

    BatchNormNd(int axes, LayerSpec spec) {
        super(spec, NormOptions.BATCH);
        this.axes = axes;
    }

    @Override
    final void requireLayout(Tensor x) {
        if (axes != 1 || x.rank() != 2) {
            Layouts.requireSpatial(x, axes);
        }
    }

    @Override
    final Norms.Normalized normalize(Tensor x, Tensor weight, Tensor bias, double eps) {
        return Norms.batchNorm(x, weight, bias, eps);
    }
}
