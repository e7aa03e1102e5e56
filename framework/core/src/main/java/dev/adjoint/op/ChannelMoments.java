package dev.adjoint.op;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.kernel.reduction.ChannelNorm;
import java.lang.ref.WeakReference;

/**
 * The mean and the biased variance of each channel of one array. Whoever asks for those of the same array again gets
 * them without another look at its elements, so that a forward pass and all its gradients compute them once. The array
 * is not kept alive by that.
 */
final class ChannelMoments {
    private final WeakReference<NDArray> array;
    private final int version;
    private final double[] mean;
    private final double[] variance;

    /** Those of an array that is seen as {@code [outer, channels, inner]}. */
    ChannelMoments(NDArray x, Shape view) {
        array = new WeakReference<>(x);
        version = x.version();
        mean = new double[view.dim(1)];
        variance = new double[view.dim(1)];
        ChannelNorm.moments(x.reshape(view), mean, variance);
    }

    /** Those of an array, which are these if it is the same. */
    ChannelMoments or(NDArray x, Shape view) {
        return array.refersTo(x) && version == x.version() ? this : new ChannelMoments(x, view);
    }

    /** The means, not to be changed. */
    double[] mean() {
        return mean;
    }

    /** The biased variances, not to be changed. */
    double[] variance() {
        return variance;
    }

    /** The inverse of each channel's standard deviation. */
    double[] deviation(double eps) {
        double[] deviation = new double[variance.length];
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = 1 / Math.sqrt(variance[c] + eps);
        }
        return deviation;
    }
}
