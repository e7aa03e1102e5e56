package dev.adjoint.kernel.convolution;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.window.ConvGeometry;

/** The convolution trio for arrays of either element type. */
public final class Convolution {
    private Convolution() {}

    /** {@code y = conv(x, w)}. */
    public static NDArray forward(ConvGeometry g, NDArray x, NDArray w) {
        int batch = x.shape().dim(0);
        NDArray y = result(x.dtype(), g.outputShape(batch), w);
        if (x.dtype() == DType.FLOAT32) {
            ConvWaysF32.of(g, batch, ConvProduct.FORWARD, x.floats()).forward(x.floats(), w.floats(), y.floats());
        } else {
            ConvWaysF64.of(g, batch, ConvProduct.FORWARD, x.doubles()).forward(x.doubles(), w.doubles(), y.doubles());
        }
        return y;
    }

    /** {@code dx = convTranspose(dy, w)}. */
    public static NDArray inputGradient(ConvGeometry g, NDArray dy, NDArray w) {
        int batch = dy.shape().dim(0);
        NDArray dx = result(dy.dtype(), g.inputShape(batch), w);
        if (dy.dtype() == DType.FLOAT32) {
            ConvWaysF32.of(g, batch, ConvProduct.INPUT_GRADIENT, dy.floats())
                    .inputGradient(dy.floats(), w.floats(), dx.floats());
        } else {
            ConvWaysF64.of(g, batch, ConvProduct.INPUT_GRADIENT, dy.doubles())
                    .inputGradient(dy.doubles(), w.doubles(), dx.doubles());
        }
        return dx;
    }

    /** An array that is written by filters, of which there may be none. */
    private static NDArray result(DType dtype, Shape shape, NDArray w) {
        return w.size() == 0 ? Workspace.zeros(dtype, shape) : Workspace.result(dtype, shape);
    }

    /** {@code dw = filterGradient(x, dy)}. */
    public static NDArray filterGradient(ConvGeometry g, NDArray x, NDArray dy) {
        int batch = x.shape().dim(0);
        NDArray dw = Workspace.zeros(x.dtype(), g.weightShape());
        if (x.dtype() == DType.FLOAT32) {
            ConvWaysF32.of(g, batch, ConvProduct.FILTER_GRADIENT, x.floats(), dy.floats())
                    .filterGradient(x.floats(), dy.floats(), dw.floats());
        } else {
            ConvWaysF64.of(g, batch, ConvProduct.FILTER_GRADIENT, x.doubles(), dy.doubles())
                    .filterGradient(x.doubles(), dy.doubles(), dw.doubles());
        }
        return dw;
    }
}
