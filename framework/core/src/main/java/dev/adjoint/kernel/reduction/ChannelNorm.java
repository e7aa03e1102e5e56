package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;

/** The normalisation of channels for arrays {@code [outer, channels, inner]} of either element type. */
public final class ChannelNorm {
    private ChannelNorm() {}

    private static ChannelNormF32 f32(NDArray x) {
        return new ChannelNormF32(x.shape().dim(0), x.shape().dim(1), x.shape().dim(2));
    }

    private static ChannelNormF64 f64(NDArray x) {
        return new ChannelNormF64(x.shape().dim(0), x.shape().dim(1), x.shape().dim(2));
    }

    /** Writes the mean and the biased variance of each channel. */
    public static void moments(NDArray x, double[] mean, double[] variance) {
        if (x.dtype() == DType.FLOAT32) {
            f32(x).moments(x.floats(), mean, variance);
        } else {
            f64(x).moments(x.doubles(), mean, variance);
        }
    }

    /**
     * {@code y = (x - mean) deviation weight + bias}, where {@code deviation} is the inverse of the standard deviation.
     * Without weight and bias these are 1 and 0.
     */
    public static NDArray forward(NDArray x, double[] mean, double[] deviation, NDArray weight, NDArray bias) {
        double[] scale = deviation.clone();
        for (int c = 0; c < scale.length && weight != null; c++) {
            scale[c] *= weight.at(c);
        }
        NDArray shift = bias == null ? NDArray.zeros(x.dtype(), Shape.of(scale.length)) : bias;
        NDArray y = Workspace.result(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            f32(x).forward(x.floats(), mean, scale, shift.floats(), y.floats());
        } else {
            f64(x).forward(x.doubles(), mean, scale, shift.doubles(), y.doubles());
        }
        return y;
    }

    /** Writes {@code sum(g)} and {@code sum(g xhat)} of each channel. */
    public static void sums(
            NDArray x, NDArray g, double[] mean, double[] deviation, double[] ofGradient, double[] ofProduct) {
        if (x.dtype() == DType.FLOAT32) {
            f32(x).sums(x.floats(), g.floats(), mean, deviation, ofGradient, ofProduct);
        } else {
            f64(x).sums(x.doubles(), g.doubles(), mean, deviation, ofGradient, ofProduct);
        }
    }

    /** {@code dx = (g - offset) scale - (x - mean) slope}. */
    public static NDArray inputGradient(
            NDArray x, NDArray g, double[] mean, double[] offset, double[] scale, double[] slope) {
        NDArray dx = Workspace.result(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            f32(x).inputGradient(x.floats(), g.floats(), mean, offset, scale, slope, dx.floats());
        } else {
            f64(x).inputGradient(x.doubles(), g.doubles(), mean, offset, scale, slope, dx.doubles());
        }
        return dx;
    }
}
