package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.ChannelNorm;

/**
 * The normalisation of channels by their own statistics, and its gradients. With {@code xhat = (x - mean) /
 * sqrt(variance + eps)}, both statistics over all but the middle axis of an input that is seen as {@code [outer,
 * channels, inner]}:
 *
 * <pre>
 * y  = Normalize(x, weight, bias)     = xhat weight + bias
 * dx = InputGradient(x, dy, weight)   = weight / sqrt(variance + eps) (dy - mean(dy) - xhat mean(dy xhat))
 * dw = WeightGradient(x, dy)          = sum(dy xhat)
 * db = BiasGradient(dy)               = sum(dy)
 * </pre>
 *
 * <p>Without weight and bias these are 1 and 0. Statistics are differentiated through. The Jacobian of xhat is
 * symmetric, so the gradients of all are made of these again, and exist to any order. {@link Norms} has the layers'
 * functions. Source: S. Ioffe and C. Szegedy, Batch normalization, 2015, section 3.
 */
final class Standardize {
    private Standardize() {}

    /**
     * What all four have in common.
     *
     * @param view {@code [outer, channels, inner]}, as which x and dy are seen
     * @param eps what is added to the variance
     * @param moments those of the x that is expected; results do not depend on it
     */
    private record Settings(Shape view, double eps, ChannelMoments moments) {
        int channels() {
            return view.dim(1);
        }

        /** The number of elements of a channel. */
        double count() {
            return (double) view.dim(0) * view.dim(2);
        }

        ChannelMoments of(NDArray x) {
            return moments.or(x, view);
        }

        Tensor inputGradient(Tensor x, Tensor dy, Tensor weight, ChannelSums sums) {
            Op op = new InputGradient(this, sums);
            return weight == null ? op.apply(x, dy) : op.apply(x, dy, weight);
        }

        Tensor weightGradient(Tensor x, Tensor dy, ChannelSums sums) {
            return new WeightGradient(this, sums).apply(x, dy);
        }

        @Override
        public String toString() {
            return "view=" + view + ", eps=" + eps;
        }
    }

    /** {@code y = xhat weight + bias}. Inputs: x, and weight and bias {@code [channels]} or neither. */
    record Normalize(Settings settings) implements Op {
        @Override
        public String name() {
            return "standardize";
        }

        @Override
        public Forward forward(NDArray... in) {
            ChannelMoments moments = settings.of(in[0]);
            NDArray weight = in.length > 1 ? in[1] : null;
            NDArray bias = in.length > 1 ? in[2] : null;
            NDArray y = ChannelNorm.forward(
                    in[0].reshape(settings.view), moments.mean(), moments.deviation(settings.eps), weight, bias);
            return Forward.of(y.reshape(in[0].shape()), moments);
        }

        @Override
        public boolean needsInput(int i) {
            return i < 2;
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor dy) {
            Tensor x = entry.input(0);
            Settings same = new Settings(settings.view, settings.eps, entry.saved(ChannelMoments.class));
            ChannelSums sums = ChannelSums.of(x.value(), dy.value(), same.view, same.eps, same.moments);
            if (entry.inputCount() == 1) {
                return Gradient.of(() -> same.inputGradient(x, dy, null, sums));
            }
            return Gradient.of(
                    () -> same.inputGradient(x, dy, entry.input(1), sums),
                    () -> same.weightGradient(x, dy, sums),
                    () -> new BiasGradient(same.view, sums).apply(dy));
        }
    }

    /**
     * {@code dx = weight / sqrt(variance + eps) (dy - mean(dy) - xhat mean(dy xhat))}, linear in dy and in weight.
     * Inputs: x, dy, and weight {@code [channels]} or none.
     */
    record InputGradient(Settings settings, ChannelSums sums) implements Op {
        @Override
        public String name() {
            return "standardize_input_gradient";
        }

        @Override
        public Forward forward(NDArray... in) {
            ChannelMoments moments = settings.of(in[0]);
            ChannelSums ofBoth = ChannelSums.known(sums, in[0], in[1], settings.view, settings.eps, moments);
            double n = settings.count();
            double[] scale = moments.deviation(settings.eps);
            double[] offset = new double[scale.length];
            double[] slope = new double[scale.length];
            for (int c = 0; c < scale.length; c++) {
                double deviation = scale[c];
                scale[c] = in.length > 2 ? deviation * in[2].at(c) : deviation;
                offset[c] = ofBoth.ofGradient()[c] / n;
                slope[c] = scale[c] * deviation * ofBoth.ofProduct()[c] / n;
            }
            NDArray dx = ChannelNorm.inputGradient(
                    in[0].reshape(settings.view), in[1].reshape(settings.view), moments.mean(), offset, scale, slope);
            return Forward.of(dx.reshape(in[0].shape()), moments);
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor u) {
            Settings same = new Settings(settings.view, settings.eps, entry.saved(ChannelMoments.class));
            Tensor x = entry.input(0);
            Tensor dy = entry.input(1);
            Tensor weight = entry.inputCount() > 2 ? entry.input(2) : null;
            Gradient ofX = () -> ofInput(same, x, dy, weight, u);
            Gradient ofGradient = () -> same.inputGradient(x, u, weight, null);
            return weight == null
                    ? Gradient.of(ofX, ofGradient)
                    : Gradient.of(
                            ofX, ofGradient, () -> channelSums(same, u.mul(same.inputGradient(x, dy, null, sums))));
        }

        /**
         * With J the Jacobian of xhat, r the inverse deviation and n the elements of a channel: {@code -weight r (xhat
         * (u J dy) / n + (J dy) sum(u xhat) / n + (J u) sum(dy xhat) / n)}.
         */
        private static Tensor ofInput(Settings same, Tensor x, Tensor dy, Tensor weight, Tensor u) {
            Shape view = same.view;
            Tensor jdy = same.inputGradient(x, dy, null, null).reshape(view);
            Tensor ju = same.inputGradient(x, u, null, null).reshape(view);
            Tensor xhat = new Normalize(same).apply(x).reshape(view);
            Tensor sum = xhat.mul(column(channelSums(same, u.reshape(view).mul(jdy))))
                    .add(jdy.mul(column(same.weightGradient(x, u, null))))
                    .add(ju.mul(column(same.weightGradient(x, dy, null))));
            Tensor deviation = inverseDeviation(x.reshape(view), same.eps);
            Tensor scale = weight == null ? deviation : weight.mul(deviation);
            return sum.mul(column(scale)).mul(-1 / same.count()).reshape(x.shape());
        }

        private static Tensor inverseDeviation(Tensor x, double eps) {
            Tensor centred = x.sub(Reductions.mean(x, true, 0, 2));
            return Reductions.mean(centred.square(), false, 0, 2).add(eps).pow(-0.5);
        }
    }

    /** {@code dw = sum(dy xhat)} of each channel, linear in dy. Inputs: x and dy. */
    record WeightGradient(Settings settings, ChannelSums sums) implements Op {
        @Override
        public String name() {
            return "standardize_weight_gradient";
        }

        @Override
        public Forward forward(NDArray... in) {
            ChannelMoments moments = settings.of(in[0]);
            ChannelSums ofBoth = ChannelSums.known(sums, in[0], in[1], settings.view, settings.eps, moments);
            NDArray dw = NDArray.wrap(Shape.of(settings.channels()), ofBoth.ofProduct());
            return Forward.of(dw.to(in[0].dtype()), moments);
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor v) {
            Settings same = new Settings(settings.view, settings.eps, entry.saved(ChannelMoments.class));
            Tensor x = entry.input(0);
            Tensor zero = new Tensor(NDArray.zeros(x.dtype(), v.shape()));
            return Gradient.of(
                    () -> same.inputGradient(x, entry.input(1), v, null), () -> new Normalize(same).apply(x, v, zero));
        }
    }

    /** {@code db = sum(dy)} of each channel, linear. Input: dy. */
    record BiasGradient(Shape view, ChannelSums sums) implements LinearMap {
        @Override
        public String name() {
            return "standardize_bias_gradient";
        }

        @Override
        public Forward forward(NDArray... in) {
            double[] ofGradient = ChannelSums.known(sums, in[0], view);
            return Forward.of(NDArray.wrap(Shape.of(view.dim(1)), ofGradient).to(in[0].dtype()));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor v) {
            return Gradient.of(() -> column(v).expand(view).reshape(entry.inputShape(0)));
        }
    }

    /**
     * Normalises channels by their own statistics.
     *
     * @param x of the view's size
     * @param view {@code [outer, channels, inner]}, as which x is seen
     * @param weight the factor of each channel {@code [channels]}, or null for 1
     * @param bias what is added to each channel {@code [channels]}, or null for 0
     * @param moments those of x
     * @param eps what is added to the variance
     * @return a tensor of the shape of x
     */
    static Tensor standardize(Tensor x, Shape view, Tensor weight, Tensor bias, ChannelMoments moments, double eps) {
        Op op = new Normalize(new Settings(view, eps, moments));
        if (weight == null && bias == null) {
            return op.apply(x);
        }
        return op.apply(
                x, weight == null ? perChannel(x, view, 1) : weight, bias == null ? perChannel(x, view, 0) : bias);
    }

    private static Tensor perChannel(Tensor x, Shape view, double value) {
        return new Tensor(NDArray.full(x.dtype(), Shape.of(view.dim(1)), value));
    }

    private static Tensor channelSums(Settings settings, Tensor x) {
        return Reductions.sum(x.reshape(settings.view), false, 0, 2);
    }

    private static Tensor column(Tensor perChannel) {
        return perChannel.reshape(-1, 1);
    }
}
