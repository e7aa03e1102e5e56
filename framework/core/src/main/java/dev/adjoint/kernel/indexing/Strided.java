package dev.adjoint.kernel.indexing;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;

/** Strided copies for arrays of either element type. */
public final class Strided {
    private Strided() {}

    /** An array of {@code shape} read from {@code x} with the given strides. */
    public static NDArray read(NDArray x, int offset, Shape shape, int[] strides) {
        NDArray y = Workspace.result(x.dtype(), shape);
        if (y.size() > 0) {
            if (x.dtype() == DType.FLOAT32) {
                StridedF32.read(x.floats(), offset, shape.dims(), strides, y.floats());
            } else {
                StridedF64.read(x.doubles(), offset, shape.dims(), strides, y.doubles());
            }
        }
        return y;
    }

    /** Writes {@code x} into {@code y}, which its caller has just made, with the given strides. */
    public static void write(NDArray x, NDArray y, int offset, int[] strides) {
        if (x.size() > 0) {
            if (x.dtype() == DType.FLOAT32) {
                StridedF32.write(x.floats(), y.floats(), offset, x.shape().dims(), strides);
            } else {
                StridedF64.write(x.doubles(), y.doubles(), offset, x.shape().dims(), strides);
            }
        }
    }
}
