package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Compare;
import dev.adjoint.op.Put;
import dev.adjoint.op.Reductions;
import dev.adjoint.op.Take;
import dev.adjoint.op.Where;
import java.util.Arrays;

/**
 * The losses over classes: the negative log-likelihood of labels or of probabilities, seen as {@code [N, C, inner]}.
 */
final class ClassLosses {
    private ClassLosses() {}

    /**
     * Losses of labels. Ignored elements are left out of the computation rather than multiplied by 0, which would turn
     * an infinity into NaN.
     */
    static Tensor ofLabels(String loss, Tensor x, IntArray labels, ClassLossOptions options, boolean logits) {
        int axis = classAxis(loss, x.shape());
        int classes = x.dim(axis);
        Shape expected = x.shape().reduced(new int[] {axis}, false);
        if (!labels.shape().equals(expected)) {
            throw new ShapeException(loss + ": expected labels of shape " + expected + " for an input of shape "
                    + x.shape() + ", got " + labels.shape());
        }
        requireClasses(loss, labels, classes, options.ignoreIndex());
        double[] weight = weight(loss, options, classes);
        int[] kept = counting(labels, options.ignoreIndex());
        int inner = x.shape().size(axis + 1, x.rank());
        int[] places = new int[kept.length];
        double[] weights = new double[kept.length];
        double weightSum = 0;
        for (int j = 0; j < kept.length; j++) {
            int label = labels.at(kept[j]);
            places[j] = (kept[j] / inner * classes + label) * inner + kept[j] % inner;
            weights[j] = weight[label];
            weightSum += weight[label];
        }
        Shape list = Shape.of(kept.length);
        double smoothing = options.labelSmoothing();
        Tensor logP = logits ? x.logSoftmax(axis) : x;
        Tensor losses = new Take(IntArray.wrap(list, places))
                .apply(logP)
                .mul(constant(x, list, weights))
                .mul(smoothing - 1);
        IntArray elements = IntArray.wrap(list, kept);
        if (smoothing > 0) {
            Tensor all = Reductions.sum(logP.mul(alongClasses(x, axis, weight)), false, axis);
            losses = losses.sub(new Take(elements).apply(all).mul(smoothing / classes));
        }
        return options.reduction() == Reduction.NONE
                ? new Put(elements, expected).apply(losses)
                : options.reduction().of(losses, weightSum, samples(expected));
    }

    /** Losses of probabilities. Where a smoothed target is 0 the loss is 0, also if the probability is 0. */
    static Tensor ofProbabilities(Tensor logits, NDArray target, ClassLossOptions options) {
        int axis = classAxis("cross entropy", logits.shape());
        int classes = logits.dim(axis);
        double smoothing = options.labelSmoothing();
        Tensor weights = alongClasses(logits, axis, weight("cross entropy", options, classes));
        Tensor smoothed =
                new Tensor(target).mul(1 - smoothing).add(smoothing / classes).mul(weights);
        Tensor products = smoothed.mul(logits.logSoftmax(axis));
        Tensor zero = Tensor.scalar(logits.dtype(), 0);
        Tensor losses = Reductions.sum(Where.where(Compare.equal(smoothed, 0), zero, products), false, axis)
                .neg();
        return options.reduction().of(losses, losses.shape().size(), samples(losses.shape()));
    }

    private static int classAxis(String loss, Shape shape) {
        if (shape.rank() == 0) {
            throw new ShapeException(loss + ": expected an input [N, C, ...] or [C], got shape " + shape);
        }
        return shape.rank() == 1 ? 0 : 1;
    }

    private static int samples(Shape losses) {
        return losses.rank() == 0 ? 1 : losses.dim(0);
    }

    private static void requireClasses(String loss, IntArray labels, int classes, int ignoreIndex) {
        for (int i = 0; i < labels.shape().size(); i++) {
            int label = labels.at(i);
            if ((label < 0 || label >= classes) && label != ignoreIndex) {
                throw new ArgumentException(loss + ": expected labels from 0 to " + (classes - 1) + " for " + classes
                        + " classes, or " + ignoreIndex + " for elements to ignore, got " + label + " at position " + i
                        + " of shape " + labels.shape());
            }
        }
    }

    /** The places of the labels that count. */
    private static int[] counting(IntArray labels, int ignoreIndex) {
        int[] result = new int[labels.shape().size()];
        int n = 0;
        for (int i = 0; i < result.length; i++) {
            if (labels.at(i) != ignoreIndex) {
                result[n++] = i;
            }
        }
        return Arrays.copyOf(result, n);
    }

    private static double[] weight(String loss, ClassLossOptions options, int classes) {
        if (options.weight() == null) {
            double[] ones = new double[classes];
            Arrays.fill(ones, 1);
            return ones;
        }
        if (!options.weight().shape().equals(Shape.of(classes))) {
            throw new ShapeException(loss + ": expected class weights of shape [" + classes + "], got "
                    + options.weight().shape());
        }
        return options.weight().toDoubleArray();
    }

    private static Tensor alongClasses(Tensor x, int axis, double[] weight) {
        int[] dims = new int[x.rank() - axis];
        Arrays.fill(dims, 1);
        dims[0] = weight.length;
        return constant(x, Shape.of(dims), weight);
    }

    private static Tensor constant(Tensor like, Shape shape, double[] numbers) {
        return new Tensor(NDArray.wrap(shape, numbers).to(like.dtype()));
    }
}
