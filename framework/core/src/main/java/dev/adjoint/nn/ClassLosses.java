package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.CrossEntropy;
import dev.adjoint.op.Put;
import dev.adjoint.op.Take;
import java.util.Arrays;

/**
 * The losses over classes: the negative log-likelihood of labels or of probabilities, seen as {@code [N, C, inner]}.
 */
final class ClassLosses {
    private ClassLosses() {}

    /**
     * The negative log-likelihood of labels. Ignored elements are left out of the computation rather than multiplied by
     * 0, which would turn an infinity into NaN.
     */
    static Tensor nll(Tensor x, IntArray labels, ClassLossOptions options) {
        String loss = "nll";
        int axis = classAxis(loss, x.shape());
        double[] weight = checkedWeight(loss, x, axis, labels, options);
        int classes = weight.length;
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
        Tensor losses = new Take(IntArray.wrap(list, places))
                .apply(x)
                .mul(constant(x, list, weights))
                .neg();
        return options.reduction() == Reduction.NONE
                ? new Put(IntArray.wrap(list, kept), labels.shape()).apply(losses)
                : options.reduction().of(losses, weightSum, samples(labels.shape()));
    }

    /** The cross-entropy of labels. */
    static Tensor crossEntropy(Tensor logits, IntArray labels, ClassLossOptions options) {
        String loss = "cross entropy";
        int axis = classAxis(loss, logits.shape());
        double[] weight = checkedWeight(loss, logits, axis, labels, options);
        double weightSum = 0;
        for (int i : counting(labels, options.ignoreIndex())) {
            weightSum += weight[labels.at(i)];
        }
        return reduced(logits, axis, new LabelTargets(labels, weight, options), options, weightSum);
    }

    /**
     * Targets of labels: {@code w[y] (1 - e)} for the class y, and {@code w[c] e / C} for each class c.
     *
     * @param labels the classes
     * @param weight w
     * @param options smoothing e and the index to ignore
     */
    private record LabelTargets(IntArray labels, double[] weight, ClassLossOptions options)
            implements CrossEntropy.Targets {
        @Override
        public boolean write(int element, double[] target) {
            int label = labels.at(element);
            if (label == options.ignoreIndex()) {
                return false;
            }
            double smoothing = options.labelSmoothing();
            for (int c = 0; c < target.length; c++) {
                target[c] = smoothing == 0 ? 0 : weight[c] * smoothing / target.length;
            }
            target[label] += weight[label] * (1 - smoothing);
            return true;
        }

        @Override
        public String toString() {
            return "labels of shape " + labels.shape();
        }
    }

    /** The cross-entropy of probabilities. Where a smoothed target is 0 the loss is 0, also if the probability is 0. */
    static Tensor crossEntropy(Tensor logits, NDArray probabilities, ClassLossOptions options) {
        int axis = classAxis("cross entropy", logits.shape());
        double[] weight = weight("cross entropy", options, logits.dim(axis));
        int inner = logits.shape().size(axis + 1, logits.rank());
        ProbabilityTargets targets = new ProbabilityTargets(probabilities, inner, weight, options.labelSmoothing());
        int elements = logits.shape().reduced(new int[] {axis}, false).size();
        return reduced(logits, axis, targets, options, elements);
    }

    /**
     * Targets of probabilities t: {@code w[c] (t[c] (1 - e) + e / C)} for each class c.
     *
     * @param probabilities t
     * @param inner the size of what stands behind the axis of the classes
     * @param weight w
     * @param smoothing e
     */
    private record ProbabilityTargets(NDArray probabilities, int inner, double[] weight, double smoothing)
            implements CrossEntropy.Targets {
        @Override
        public boolean write(int element, double[] target) {
            int first = element / inner * target.length * inner + element % inner;
            for (int c = 0; c < target.length; c++) {
                double t = probabilities.at(first + c * inner);
                target[c] = weight[c] * (t * (1 - smoothing) + smoothing / target.length);
            }
            return true;
        }

        @Override
        public String toString() {
            return "probabilities of shape " + probabilities.shape();
        }
    }

    private static Tensor reduced(
            Tensor logits, int axis, CrossEntropy.Targets targets, ClassLossOptions options, double mean) {
        double divisor = switch (options.reduction()) {
            case NONE, SUM -> 1;
            case MEAN -> mean;
            case BATCH_MEAN -> samples(logits.shape().reduced(new int[] {axis}, false));
        };
        return new CrossEntropy(axis, targets, divisor, options.reduction() != Reduction.NONE).apply(logits);
    }

    /** The weights of the classes, after the labels were checked. */
    private static double[] checkedWeight(String loss, Tensor x, int axis, IntArray labels, ClassLossOptions options) {
        Shape expected = x.shape().reduced(new int[] {axis}, false);
        if (!labels.shape().equals(expected)) {
            throw new ShapeException(loss + ": expected labels of shape " + expected + " for an input of shape "
                    + x.shape() + ", got " + labels.shape());
        }
        requireClasses(loss, labels, x.dim(axis), options.ignoreIndex());
        return weight(loss, options, x.dim(axis));
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

    private static Tensor constant(Tensor like, Shape shape, double[] numbers) {
        return new Tensor(NDArray.wrap(shape, numbers).to(like.dtype()));
    }
}
