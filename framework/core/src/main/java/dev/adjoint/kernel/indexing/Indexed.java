package dev.adjoint.kernel.indexing;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SparseRows;
import dev.adjoint.Workspace;
import dev.adjoint.backend.Parallel;
import java.util.Arrays;

/** Reads and additions at listed places, for arrays of either element type. */
public final class Indexed {
    private Indexed() {}

    /** The listed entries along an axis. */
    public static NDArray select(NDArray x, int axis, IntArray index) {
        Shape shape = x.shape();
        NDArray y = Workspace.result(x.dtype(), shape.with(axis, index.shape().size()));
        int outer = shape.size(0, axis);
        int inner = shape.size(axis + 1, shape.rank());
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.select(x.floats(), outer, shape.dim(axis), inner, index.ints(), y.floats());
        } else {
            IndexedF64.select(x.doubles(), outer, shape.dim(axis), inner, index.ints(), y.doubles());
        }
        return y;
    }

    /** Zeros of {@code n} entries along an axis, to which the entries of {@code x} are added at the listed places. */
    public static NDArray add(NDArray x, int axis, IntArray index, int n) {
        Shape shape = x.shape();
        NDArray y = Workspace.zeros(x.dtype(), shape.with(axis, n));
        int outer = shape.size(0, axis);
        int inner = shape.size(axis + 1, shape.rank());
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.add(x.floats(), outer, n, inner, index.ints(), y.floats());
        } else {
            IndexedF64.add(x.doubles(), outer, n, inner, index.ints(), y.doubles());
        }
        return y;
    }

    /** The elements at the listed flat places, in the list's shape. */
    public static NDArray gather(NDArray x, IntArray places) {
        NDArray y = Workspace.result(x.dtype(), places.shape());
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.gather(x.floats(), places.ints(), y.floats());
        } else {
            IndexedF64.gather(x.doubles(), places.ints(), y.doubles());
        }
        return y;
    }

    /** Zeros of a shape, to which the elements of {@code x} are added at the listed flat places. */
    public static NDArray scatter(NDArray x, IntArray places, Shape shape) {
        NDArray y = Workspace.zeros(x.dtype(), shape);
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.scatter(x.floats(), places.ints(), 0, x.size(), y.floats());
        } else {
            IndexedF64.scatter(x.doubles(), places.ints(), 0, x.size(), y.doubles());
        }
        return y;
    }

    /**
     * {@link #scatter} where a plane of {@code x}, one for each entry of the first two axes, goes to the plane of the
     * result of the same number.
     */
    public static NDArray scatterPlanes(NDArray x, IntArray places, Shape shape) {
        NDArray y = Workspace.result(x.dtype(), shape);
        int planes = shape.size(0, 2);
        int cells = shape.size(2, shape.rank());
        int taken = planes == 0 ? 0 : x.size() / planes;
        Parallel.range(planes, Math.max(1, (1 << 15) / Math.max(1, cells)), (from, to) -> {
            if (x.dtype() == DType.FLOAT32) {
                Arrays.fill(y.floats(), from * cells, to * cells, 0);
                IndexedF32.scatter(x.floats(), places.ints(), from * taken, to * taken, y.floats());
            } else {
                Arrays.fill(y.doubles(), from * cells, to * cells, 0);
                IndexedF64.scatter(x.doubles(), places.ints(), from * taken, to * taken, y.doubles());
            }
        });
        return y;
    }

    /** A sparse matrix applied along an axis. */
    public static NDArray combine(NDArray x, int axis, SparseRows matrix) {
        Shape shape = x.shape();
        NDArray y = Workspace.result(x.dtype(), shape.with(axis, matrix.rows()));
        int n = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        int[] starts = matrix.starts();
        int rows = shape.size(0, axis) * matrix.rows();
        Parallel.range(rows, Math.max(1, (1 << 14) / Math.max(1, inner)), (from, to) -> {
            if (x.dtype() == DType.FLOAT32) {
                IndexedF32.combine(
                        x.floats(), n, inner, starts, matrix.sources(), matrix.weights(), y.floats(), from, to);
            } else {
                IndexedF64.combine(
                        x.doubles(), n, inner, starts, matrix.sources(), matrix.weights(), y.doubles(), from, to);
            }
        });
        return y;
    }
}
