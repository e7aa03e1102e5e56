package dev.adjoint.kernel;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;

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
     */
    public static NDArray forward(NDArray x, double[] mean, double[] deviation, NDArray weight, NDArray bias) {
        double[] scale = new double[deviation.length];
        java.util.Arrays.setAll(scale, c -> deviation[c] * weight.at(c));
        NDArray y = NDArray.zeros(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            f32(x).forward(x.floats(), mean, scale, bias.floats(), y.floats());
        } else {
            f64(x).forward(x.doubles(), mean, scale, bias.doubles(), y.doubles());
        }
        return y;
    }

    /** {@code dx = weight deviation (g - mean(g) - xhat mean(g xhat))}. */
    public static NDArray inputGradient(NDArray x, NDArray g, double[] mean, double[] deviation, NDArray weight) {
        NDArray dx = NDArray.zeros(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            f32(x).inputGradient(x.floats(), g.floats(), mean, deviation, weight.floats(), dx.floats());
        } else {
            f64(x).inputGradient(x.doubles(), g.doubles(), mean, deviation, weight.doubles(), dx.doubles());
        }
        return dx;
    }

    /** {@code dw = sum(g xhat)} of each channel. */
    public static NDArray weightGradient(NDArray x, NDArray g, double[] mean, double[] deviation) {
        NDArray dw = NDArray.zeros(x.dtype(), Shape.of(x.shape().dim(1)));
        if (x.dtype() == DType.FLOAT32) {
            f32(x).weightGradient(x.floats(), g.floats(), mean, deviation, dw.floats());
        } else {
            f64(x).weightGradient(x.doubles(), g.doubles(), mean, deviation, dw.doubles());
        }
        return dw;
    }
}
