package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.ChannelNorm;
import java.util.Arrays;

/**
 * The normalisation of channels by given statistics {@code y = (x - mean) / sqrt(variance + eps) weight + bias}.
 * Inputs: x {@code [N, C, spatial...]}, mean, variance, weight and bias {@code [C]}. Gradients, with r the inverse
 * deviation: {@code g r weight} for x, minus its sum over each channel for the mean, {@code -sum(g (x - mean)) r^3
 * weight / 2} for the variance, {@code sum(g (x - mean)) r} for the weight, {@code sum(g)} for the bias. Source:
 * PyTorch's {@code torch.nn.functional.batch_norm} in evaluation.
 *
 * @param eps what is added to the variance
 */
record NormalizeBy(double eps) implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        Shape shape = in[0].shape();
        double[] mean = in[1].toDoubleArray();
        double[] deviation = in[2].toDoubleArray();
        for (int c = 0; c < deviation.length; c++) {
            deviation[c] = 1 / Math.sqrt(deviation[c] + eps);
        }
        NDArray planes = in[0].reshape(Shape.of(shape.dim(0), shape.dim(1), shape.size(2, shape.rank())));
        return Forward.of(
                ChannelNorm.forward(planes, mean, deviation, in[3], in[4]).reshape(shape));
    }

    @Override
    public boolean needsInput(int i) {
        return i < 4;
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                () -> g.mul(column(entry, scale(entry))),
                () -> Conv.channelSums(g).mul(scale(entry)).neg(),
                () -> centred(entry, g)
                        .mul(inverseDeviation(entry).pow(3))
                        .mul(entry.input(3))
                        .mul(-0.5),
                () -> centred(entry, g).mul(inverseDeviation(entry)),
                () -> Conv.channelSums(g));
    }

    private Tensor inverseDeviation(Entry entry) {
        return entry.input(2).add(eps).pow(-0.5);
    }

    private Tensor scale(Entry entry) {
        return inverseDeviation(entry).mul(entry.input(3));
    }

    /** {@code sum(g (x - mean))} of each channel. */
    private static Tensor centred(Entry entry, Tensor g) {
        return Conv.channelSums(g.mul(entry.input(0).sub(column(entry, entry.input(1)))));
    }

    /** One number a channel, to be broadcast. */
    private static Tensor column(Entry entry, Tensor perChannel) {
        int[] dims = new int[entry.inputShape(0).rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = perChannel.dim(0);
        return perChannel.reshape(Shape.of(dims));
    }
}
