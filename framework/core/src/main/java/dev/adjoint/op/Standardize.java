package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.ChannelNorm;
import java.util.Arrays;

/**
 * The normalisation of channels by their own statistics, and its gradients. With {@code xhat = (x - mean) /
 * sqrt(variance + eps)}, both statistics over all but the middle axis of an input {@code [outer, channels, inner]}:
 *
 * <pre>
 * y  = Forward(x, weight, bias)       = xhat weight + bias
 * dx = InputGradient(x, dy, weight)   = weight / sqrt(variance + eps) (dy - mean(dy) - xhat mean(dy xhat))
 * dw = WeightGradient(x, dy)          = sum(dy xhat)
 * db = BiasGradient(dy)               = sum(dy)
 * </pre>
 *
 * <p>Statistics are differentiated through. The Jacobian of xhat is symmetric, so the gradients of all are made of
 * these again, and exist to any order. {@link Norms} has the layers' functions. Source: S. Ioffe and C. Szegedy, Batch
 * normalization, 2015, section 3.
 */
public final class Standardize {
    private Standardize() {}

    /**
     * The mean and variance of each channel, computed once for the forward pass and all gradients.
     *
     * @param mean {@code [channels]}, float64
     * @param variance the biased variance {@code [channels]}, float64
     * @param eps what is added to the variance
     */
    public record Statistics(NDArray mean, NDArray variance, double eps) {
        /**
         * Computes them.
         *
         * @param x {@code [outer, channels, inner]}
         * @param eps what is added to the variance
         * @return the statistics of each channel
         */
        public static Statistics of(NDArray x, double eps) {
            Shape channels = Shape.of(x.shape().dim(1));
            double[] mean = new double[channels.size()];
            double[] variance = new double[channels.size()];
            ChannelNorm.moments(x, mean, variance);
            return new Statistics(NDArray.wrap(channels, mean), NDArray.wrap(channels, variance), eps);
        }

        /** The inverse of each channel's standard deviation. */
        private double[] deviation() {
            return Arrays.stream(variance.doubles())
                    .map(v -> 1 / Math.sqrt(v + eps))
                    .toArray();
        }
    }

    /**
     * Sums over each channel, computed once for all gradients of a normalisation.
     *
     * @param ofGradient {@code sum(dy)}, {@code [channels]}, float64
     * @param ofProduct {@code sum(dy xhat)}, {@code [channels]}, float64
     */
    public record Sums(NDArray ofGradient, NDArray ofProduct) {
        /**
         * Computes them.
         *
         * @param x {@code [outer, channels, inner]}
         * @param dy of the same shape
         * @param statistics those of x
         * @return the sums of each channel
         */
        public static Sums of(NDArray x, NDArray dy, Statistics statistics) {
            Shape channels = Shape.of(x.shape().dim(1));
            double[] ofGradient = new double[channels.size()];
            double[] ofProduct = new double[channels.size()];
            ChannelNorm.sums(x, dy, statistics.mean.doubles(), statistics.deviation(), ofGradient, ofProduct);
            return new Sums(NDArray.wrap(channels, ofGradient), NDArray.wrap(channels, ofProduct));
        }
    }

    /**
     * {@code y = xhat weight + bias}. Inputs: x {@code [outer, channels, inner]}, weight and bias {@code [channels]}.
     *
     * @param statistics those of x
     */
    public record Forward(Statistics statistics) implements Op {
        @Override
        public String name() {
            return "standardize";
        }

        @Override
        public NDArray forward(NDArray... in) {
            return ChannelNorm.forward(in[0], statistics.mean.doubles(), statistics.deviation(), in[1], in[2]);
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor dy) {
            Tensor x = entry.input(0);
            Sums sums = Sums.of(x.value(), dy.value(), statistics);
            return Gradient.of(
                    () -> new InputGradient(statistics, sums).apply(x, dy, entry.input(1)),
                    () -> new WeightGradient(statistics, sums).apply(x, dy),
                    () -> new BiasGradient(sums).apply(dy));
        }
    }

    /**
     * {@code dx = weight / sqrt(variance + eps) (dy - mean(dy) - xhat mean(dy xhat))}, linear in dy and in weight.
     * Inputs: x and dy {@code [outer, channels, inner]}, weight {@code [channels]}.
     *
     * @param statistics those of x
     * @param sums those of x and dy
     */
    public record InputGradient(Statistics statistics, Sums sums) implements Op {
        @Override
        public String name() {
            return "standardize_input_gradient";
        }

        @Override
        public NDArray forward(NDArray... in) {
            double n = (double) in[0].shape().dim(0) * in[0].shape().dim(2);
            double[] scale = statistics.deviation();
            double[] offset = new double[scale.length];
            double[] slope = new double[scale.length];
            for (int c = 0; c < scale.length; c++) {
                double deviation = scale[c];
                scale[c] = deviation * in[2].at(c);
                offset[c] = sums.ofGradient.at(c) / n;
                slope[c] = scale[c] * deviation * sums.ofProduct.at(c) / n;
            }
            return ChannelNorm.inputGradient(in[0], in[1], statistics.mean.doubles(), offset, scale, slope);
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor u) {
            return Gradient.of(
                    () -> ofInput(entry, u),
                    () -> inputGradient(statistics, entry.input(0), u, entry.input(2)),
                    () -> channelSums(u.mul(unweighted(entry.input(0), entry.input(1)))));
        }

        /**
         * With J the Jacobian of xhat, r the inverse deviation and n the elements of a channel: {@code -weight r (xhat
         * (u J dy) / n + (J dy) sum(u xhat) / n + (J u) sum(dy xhat) / n)}.
         */
        private Tensor ofInput(Entry entry, Tensor u) {
            Tensor x = entry.input(0);
            Tensor dy = entry.input(1);
            Tensor jdy = unweighted(x, dy);
            Tensor ju = unweighted(x, u);
            Tensor one = perChannel(x, 1);
            Tensor xhat = new Forward(statistics).apply(x, one, perChannel(x, 0));
            Tensor sum = xhat.mul(column(channelSums(u.mul(jdy))))
                    .add(jdy.mul(column(weightGradient(statistics, x, u))))
                    .add(ju.mul(column(weightGradient(statistics, x, dy))));
            double n = (double) x.dim(0) * x.dim(2);
            return sum.mul(column(entry.input(2).mul(inverseDeviation(x)))).mul(-1 / n);
        }

        private Tensor unweighted(Tensor x, Tensor dy) {
            return inputGradient(statistics, x, dy, perChannel(x, 1));
        }

        private Tensor inverseDeviation(Tensor x) {
            Tensor centred = x.sub(Reductions.mean(x, true, 0, 2));
            return Reductions.mean(centred.square(), false, 0, 2)
                    .add(statistics.eps)
                    .pow(-0.5);
        }
    }

    /**
     * {@code dw = sum(dy xhat)} of each channel, linear in dy. Inputs: x and dy {@code [outer, channels, inner]}.
     *
     * @param statistics those of x
     * @param sums those of x and dy
     */
    public record WeightGradient(Statistics statistics, Sums sums) implements Op {
        @Override
        public String name() {
            return "standardize_weight_gradient";
        }

        @Override
        public NDArray forward(NDArray... in) {
            return sums.ofProduct.to(in[0].dtype());
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor v) {
            return Gradient.of(
                    () -> inputGradient(statistics, entry.input(0), entry.input(1), v),
                    () -> new Forward(statistics).apply(entry.input(0), v, perChannel(entry.input(0), 0)));
        }
    }

    /**
     * {@code db = sum(dy)} of each channel, linear. Input: dy {@code [outer, channels, inner]}.
     *
     * @param sums those of dy
     */
    public record BiasGradient(Sums sums) implements Op {
        @Override
        public String name() {
            return "standardize_bias_gradient";
        }

        @Override
        public NDArray forward(NDArray... in) {
            return sums.ofGradient.to(in[0].dtype());
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor v) {
            return Gradient.of(() -> column(v).expand(entry.input(0).shape()));
        }
    }

    /**
     * Normalises channels by their own statistics.
     *
     * @param x {@code [outer, channels, inner]}
     * @param weight the factor of each channel {@code [channels]}, or null for 1
     * @param bias what is added to each channel {@code [channels]}, or null for 0
     * @param statistics those of x
     * @return {@code [outer, channels, inner]}
     */
    static Tensor standardize(Tensor x, Tensor weight, Tensor bias, Statistics statistics) {
        return new Forward(statistics)
                .apply(x, weight == null ? perChannel(x, 1) : weight, bias == null ? perChannel(x, 0) : bias);
    }

    private static Tensor inputGradient(Statistics statistics, Tensor x, Tensor dy, Tensor weight) {
        return new InputGradient(statistics, Sums.of(x.value(), dy.value(), statistics)).apply(x, dy, weight);
    }

    private static Tensor weightGradient(Statistics statistics, Tensor x, Tensor dy) {
        return new WeightGradient(statistics, Sums.of(x.value(), dy.value(), statistics)).apply(x, dy);
    }

    private static Tensor perChannel(Tensor x, double value) {
        return new Tensor(NDArray.full(x.dtype(), Shape.of(x.dim(1)), value));
    }

    private static Tensor channelSums(Tensor x) {
        return Reductions.sum(x, false, 0, 2);
    }

    private static Tensor column(Tensor perChannel) {
        return perChannel.reshape(-1, 1);
    }
}
