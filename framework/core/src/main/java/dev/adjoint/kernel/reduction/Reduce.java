package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;

/** Reductions over any axes, for arrays of either element type. */
public final class Reduce {
    private Reduce() {}

    /**
     * The sum over some axes, which keep size 1. Runs of neighbouring axes are summed together, the last run first.
     *
     * @param axes ascending
     */
    public static NDArray sum(NDArray x, int[] axes) {
        NDArray result = x;
        for (int last = axes.length - 1; last >= 0; ) {
            int first = last;
            while (first > 0 && axes[first - 1] == axes[first] - 1) {
                first--;
            }
            result = sumRun(result, axes[first], axes[last] + 1);
            last = first - 1;
        }
        return result;
    }

    private static NDArray sumRun(NDArray x, int from, int to) {
        Shape shape = x.shape();
        int outer = shape.size(0, from);
        int n = shape.size(from, to);
        int inner = shape.size(to, shape.rank());
        int[] dims = shape.dims();
        java.util.Arrays.fill(dims, from, to, 1);
        NDArray y = Workspace.result(x.dtype(), Shape.of(dims));
        if (y.size() > 0) {
            if (x.dtype() == DType.FLOAT32) {
                ReduceF32.sum(x.floats(), outer, n, inner, y.floats());
            } else {
                ReduceF64.sum(x.doubles(), outer, n, inner, y.doubles());
            }
        }
        return y;
    }
}
