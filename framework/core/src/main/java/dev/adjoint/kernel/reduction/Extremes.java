package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.backend.Parallel;

/** Where extreme elements stand, for arrays of either element type. */
public final class Extremes {
    private Extremes() {}

    /** The positions of the first largest or smallest elements along an axis that is not empty, without that axis. */
    public static IntArray positions(NDArray x, int axis, boolean largest) {
        Shape shape = x.shape();
        int n = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        Shape left = shape.reduced(new int[] {axis}, false);
        int[] y = new int[left.size()];
        Parallel.range(y.length, Math.max(1, (1 << 15) / n), (from, to) -> {
            if (x.dtype() == DType.FLOAT32) {
                ExtremesF32.positions(x.floats(), n, inner, largest, y, from, to);
            } else {
                ExtremesF64.positions(x.doubles(), n, inner, largest, y, from, to);
            }
        });
        return IntArray.wrap(left, y);
    }
}
