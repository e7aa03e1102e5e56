package dev.adjoint.kernel.convolution;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PatchesF32;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.window.ConvGeometry;

/** The patches of images written out as columns, and the way back, for arrays of either element type. */
public final class Columns {
    private Columns() {}

    /** What each window sees, one column a window; {@code shape} is {@code [N, C kernelCells, windows]}. */
    public static NDArray unfold(ConvGeometry g, NDArray x, Shape shape) {
        NDArray y = Workspace.zeros(x.dtype(), shape);
        int rows = g.kernelCells();
        int windows = g.outputCells();
        int cells = g.inputCells();
        Parallel.pieces(shape.dim(0) * g.inputChannels(), plane -> {
            int at = plane * rows * windows;
            if (x.dtype() == DType.FLOAT32) {
                new PatchesF32(g, x.floats(), plane * cells, 1, 1, false)
                        .copy(0, 0, rows, windows, y.floats(), at, windows);
            } else {
                new PatchesF64(g, x.doubles(), plane * cells, 1, 1, false)
                        .copy(0, 0, rows, windows, y.doubles(), at, windows);
            }
        });
        return y;
    }

    /** Adds each column to the cells its window saw. */
    public static NDArray fold(ConvGeometry g, NDArray columns) {
        int batch = columns.shape().dim(0);
        NDArray x = Workspace.zeros(columns.dtype(), g.inputShape(batch));
        int windows = g.outputCells();
        int cells = g.inputCells();
        Parallel.pieces(batch * g.inputChannels(), plane -> {
            int at = plane * g.kernelCells() * windows;
            if (columns.dtype() == DType.FLOAT32) {
                new PatchesF32(g, x.floats(), plane * cells, 1, 1, false).add(0, windows, columns.floats(), at);
            } else {
                new PatchesF64(g, x.doubles(), plane * cells, 1, 1, false).add(0, windows, columns.doubles(), at);
            }
        });
        return x;
    }
}
