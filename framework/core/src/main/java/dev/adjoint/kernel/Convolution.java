package dev.adjoint.kernel;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.window.ConvGeometry;

/** The convolution trio for arrays of either element type. */
public final class Convolution {
    private Convolution() {}

    /** {@code y = conv(x, w)}. */
    public static NDArray forward(ConvGeometry g, NDArray x, NDArray w) {
        int batch = x.shape().dim(0);
        NDArray y = NDArray.zeros(x.dtype(), g.outputShape(batch));
        if (x.dtype() == DType.FLOAT32) {
            new ConvF32(g, batch, Gemm.current().f32()).forward(x.floats(), w.floats(), y.floats());
        } else {
            new ConvF64(g, batch, Gemm.current().f64()).forward(x.doubles(), w.doubles(), y.doubles());
        }
        return y;
    }

    /** {@code dx = convTranspose(dy, w)}. */
    public static NDArray inputGradient(ConvGeometry g, NDArray dy, NDArray w) {
        int batch = dy.shape().dim(0);
        NDArray dx = NDArray.zeros(dy.dtype(), g.inputShape(batch));
        if (dy.dtype() == DType.FLOAT32) {
            new ConvF32(g, batch, Gemm.current().f32()).inputGradient(dy.floats(), w.floats(), dx.floats());
        } else {
            new ConvF64(g, batch, Gemm.current().f64()).inputGradient(dy.doubles(), w.doubles(), dx.doubles());
        }
        return dx;
    }

    /** {@code dw = filterGradient(x, dy)}. */
    public static NDArray filterGradient(ConvGeometry g, NDArray x, NDArray dy) {
        int batch = x.shape().dim(0);
        NDArray dw = NDArray.zeros(x.dtype(), g.weightShape());
        if (x.dtype() == DType.FLOAT32) {
            new ConvF32(g, batch, Gemm.current().f32()).filterGradient(x.floats(), dy.floats(), dw.floats());
        } else {
            new ConvF64(g, batch, Gemm.current().f64()).filterGradient(x.doubles(), dy.doubles(), dw.doubles());
        }
        return dw;
    }
}
