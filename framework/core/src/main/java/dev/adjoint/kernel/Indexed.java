package dev.adjoint.kernel;

import dev.adjoint.array.DType;
import dev.adjoint.array.IntArray;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.array.SparseRows;

/** Reads and additions at listed places, for arrays of either element type. */
public final class Indexed {
    private Indexed() {}

    /** The listed entries along an axis. */
    public static NDArray select(NDArray x, int axis, IntArray index) {
        Shape shape = x.shape();
        NDArray y = NDArray.zeros(x.dtype(), shape.with(axis, index.shape().size()));
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
        NDArray y = NDArray.zeros(x.dtype(), shape.with(axis, n));
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
        NDArray y = NDArray.zeros(x.dtype(), places.shape());
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.gather(x.floats(), places.ints(), y.floats());
        } else {
            IndexedF64.gather(x.doubles(), places.ints(), y.doubles());
        }
        return y;
    }

    /** Zeros of a shape, to which the elements of {@code x} are added at the listed flat places. */
    public static NDArray scatter(NDArray x, IntArray places, Shape shape) {
        NDArray y = NDArray.zeros(x.dtype(), shape);
        if (x.dtype() == DType.FLOAT32) {
            IndexedF32.scatter(x.floats(), places.ints(), y.floats());
        } else {
            IndexedF64.scatter(x.doubles(), places.ints(), y.doubles());
        }
        return y;
    }

    /** A sparse matrix applied along an axis. */
    public static NDArray combine(NDArray x, int axis, SparseRows matrix) {
        Shape shape = x.shape();
        NDArray y = NDArray.zeros(x.dtype(), shape.with(axis, matrix.rows()));
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
