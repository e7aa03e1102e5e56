package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.Parallel;

/** Softmax and its logarithm along one axis, for arrays of either element type. */
public final class Softmaxes {
    private Softmaxes() {}

    /** The softmax along an axis. */
    public static NDArray softmax(NDArray x, int axis) {
        return apply(x, axis, false);
    }

    /** The logarithm of the softmax along an axis. */
    public static NDArray logSoftmax(NDArray x, int axis) {
        return apply(x, axis, true);
    }

    private static NDArray apply(NDArray x, int axis, boolean logarithm) {
        Shape shape = x.shape();
        int n = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        int lines = n == 0 ? 0 : shape.size() / n;
        NDArray y = Workspace.result(x.dtype(), shape);
        Parallel.range(lines, Math.max(1, (1 << 12) / Math.max(1, n)), (from, to) -> {
            for (int line = from; line < to; line++) {
                int first = line / inner * n * inner + line % inner;
                if (x.dtype() == DType.FLOAT32) {
                    SoftmaxF32.line(x.floats(), first, n, inner, logarithm, y.floats());
                } else {
                    SoftmaxF64.line(x.doubles(), first, n, inner, logarithm, y.doubles());
                }
            }
        });
        return y;
    }
}
