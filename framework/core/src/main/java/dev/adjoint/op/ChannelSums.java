package dev.adjoint.op;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.kernel.reduction.ChannelNorm;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * The sums {@code sum(dy)} and {@code sum(dy xhat)} of each channel of one pair of arrays, which all gradients of a
 * normalisation need. Whoever asks for those of the same pair again gets them without another look at its elements.
 */
final class ChannelSums {
    private final WeakReference<NDArray> x;
    private final WeakReference<NDArray> dy;
    private final double[] ofGradient;
    private final double[] ofProduct;

    private ChannelSums(NDArray x, NDArray dy, double[] ofGradient, double[] ofProduct) {
        this.x = new WeakReference<>(x);
        this.dy = new WeakReference<>(dy);
        this.ofGradient = ofGradient;
        this.ofProduct = ofProduct;
    }

    /** Those of a pair of arrays that are seen as {@code [outer, channels, inner]}. */
    static ChannelSums of(NDArray x, NDArray dy, Shape view, double eps, ChannelMoments ofX) {
        double[] ofGradient = new double[view.dim(1)];
        double[] ofProduct = new double[view.dim(1)];
        ChannelNorm.sums(x.reshape(view), dy.reshape(view), ofX.mean(), ofX.deviation(eps), ofGradient, ofProduct);
        return new ChannelSums(x, dy, ofGradient, ofProduct);
    }

    /** Those of a pair of arrays, which are the known ones if these are of the same pair. */
    static ChannelSums known(ChannelSums known, NDArray x, NDArray dy, Shape view, double eps, ChannelMoments ofX) {
        boolean same = known != null && known.x.refersTo(x) && known.dy.refersTo(dy);
        return same ? known : of(x, dy, view, eps, ofX);
    }

    /** {@code sum(dy)} of each channel, from the known sums if these are of the same dy. */
    static double[] known(ChannelSums known, NDArray dy, Shape view) {
        if (known != null && known.dy.refersTo(dy)) {
            return known.ofGradient;
        }
        double[] ofGradient = new double[view.dim(1)];
        double[] unit = new double[view.dim(1)];
        Arrays.fill(unit, 1);
        NDArray planes = dy.reshape(view);
        ChannelNorm.sums(planes, planes, new double[unit.length], unit, ofGradient, new double[unit.length]);
        return ofGradient;
    }

    /** {@code sum(dy)} of each channel, not to be changed. */
    double[] ofGradient() {
        return ofGradient;
    }

    /** {@code sum(dy xhat)} of each channel, not to be changed. */
    double[] ofProduct() {
        return ofProduct;
    }
}
