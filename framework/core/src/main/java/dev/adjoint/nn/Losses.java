package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.BinaryCrossEntropy;
import dev.adjoint.op.Compare;
import dev.adjoint.op.Softplus;
import dev.adjoint.op.Where;

/**
 * Losses: how far an output is from its target. Each is made of differentiable operations, so it has gradients of any
 * order with respect to its input; weights and probability targets are constants. By default they give the mean over
 * the elements, a tensor of shape {@code []}. Definitions: PyTorch's functions of {@code torch.nn.functional} named
 * with each.
 */
public final class Losses {
    private Losses() {}

    /**
     * The mean squared error {@code mean (x - t)^2}.
     *
     * @param x the output
     * @param target of the same shape
     * @return the mean over all elements
     */
    public static Tensor mse(Tensor x, Tensor target) {
        return mse(x, target, Reduction.MEAN);
    }

    /**
     * The squared error {@code (x - t)^2}. Source: {@code mse_loss}.
     *
     * @param x the output
     * @param target of the same shape
     * @param reduction how the losses of the elements become one
     * @return a tensor of shape {@code []}, or of the input's without reduction
     */
    public static Tensor mse(Tensor x, Tensor target, Reduction reduction) {
        return reduction.of(difference("mse", x, target).square());
    }

    /**
     * The absolute error {@code |x - t|}, with gradient 0 where they are equal. Source: {@code l1_loss}.
     *
     * @param x the output
     * @param target of the same shape
     * @param reduction how the losses of the elements become one
     * @return a tensor of shape {@code []}, or of the input's without reduction
     */
    public static Tensor l1(Tensor x, Tensor target, Reduction reduction) {
        return reduction.of(difference("l1", x, target).abs());
    }

    /**
     * The absolute error, rounded off at 0: with {@code d = |x - t|}, {@code d^2 / (2 beta)} where {@code d < beta},
     * else {@code d - beta / 2}. Source: {@code smooth_l1_loss}.
     *
     * @param x the output
     * @param target of the same shape
     * @param beta where the parabola ends; 0 gives {@link #l1}
     * @param reduction how the losses of the elements become one
     * @return a tensor of shape {@code []}, or of the input's without reduction
     * @throws ArgumentException if beta is negative or not a number
     */
    public static Tensor smoothL1(Tensor x, Tensor target, double beta, Reduction reduction) {
        if (!(beta >= 0)) {
            throw new ArgumentException("smooth l1: expected a beta of 0 or more, got " + beta);
        }
        if (beta == 0) {
            return l1(x, target, reduction);
        }
        Tensor difference = difference("smooth l1", x, target);
        Tensor inner = difference.clamp(-beta, beta);
        return reduction.of(inner.div(beta).mul(difference.sub(inner.mul(0.5))));
    }

    /**
     * Huber's loss (1964): with {@code d = |x - t|}, {@code d^2 / 2} where {@code d < delta}, else {@code delta (d -
     * delta / 2)}. Source: {@code huber_loss}.
     *
     * @param x the output
     * @param target of the same shape
     * @param delta where the parabola ends
     * @param reduction how the losses of the elements become one
     * @return a tensor of shape {@code []}, or of the input's without reduction
     * @throws ArgumentException if delta is not positive
     */
    public static Tensor huber(Tensor x, Tensor target, double delta, Reduction reduction) {
        if (!(delta > 0)) {
            throw new ArgumentException("huber: expected a delta greater than 0, got " + delta);
        }
        Tensor difference = difference("huber", x, target);
        Tensor inner = difference.clamp(-delta, delta);
        return reduction.of(inner.mul(difference.sub(inner.mul(0.5))));
    }

    /**
     * The cross-entropy of logits and class labels, with the default settings. See {@link #crossEntropy(Tensor,
     * IntArray, ClassLossOptions)}.
     *
     * @param logits {@code [N, C, ...]}, or {@code [C]}
     * @param labels {@code [N, ...]}, or {@code []}: classes from 0 to C - 1
     * @return the mean over all elements
     */
    public static Tensor crossEntropy(Tensor logits, IntArray labels) {
        return crossEntropy(logits, labels, ClassLossOptions.DEFAULTS);
    }

    /**
     * The cross-entropy of logits and class labels: with {@code log p = logSoftmax(x)} over the classes, label y,
     * weights w and smoothing e, {@code -(1 - e) w[y] log p[y] - e/C sum_c w[c] log p[c]}. Elements whose label is the
     * index to ignore get 0. The mean divides by the sum of {@code w[y]} over the elements that count; it is NaN if
     * none does. Source: {@code cross_entropy}.
     *
     * @param logits {@code [N, C, ...]}, or {@code [C]}
     * @param labels {@code [N, ...]}, or {@code []}: classes from 0 to C - 1, or the index to ignore
     * @param options the settings
     * @return a tensor of shape {@code []}, or of the labels' without reduction
     * @throws ShapeException if the shapes do not fit
     * @throws ArgumentException if a label is no class, naming its position
     */
    public static Tensor crossEntropy(Tensor logits, IntArray labels, ClassLossOptions options) {
        return ClassLosses.crossEntropy(logits, labels, options);
    }

    /**
     * The cross-entropy of logits and class probabilities: with targets t smoothed to {@code t (1 - e) + e/C},
     * {@code -sum_c w[c] t[c] log p[c]}. The mean divides by the number of elements of x over C. Source:
     * {@code cross_entropy}.
     *
     * @param logits {@code [N, C, ...]}, or {@code [C]}
     * @param probabilities of the same shape, constants
     * @param options the settings; there is no index to ignore
     * @return a tensor of shape {@code []}, or without reduction of the input's without the classes
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor crossEntropy(Tensor logits, Tensor probabilities, ClassLossOptions options) {
        requireSameShape("cross entropy", logits, probabilities);
        return ClassLosses.crossEntropy(logits, probabilities.value(), options);
    }

    /**
     * The negative log-likelihood of class labels, {@code -w[y] x[y]}. Ignored elements and the mean are as in
     * {@link #crossEntropy(Tensor, IntArray, ClassLossOptions)}. Source: {@code nll_loss}.
     *
     * @param logProbabilities {@code [N, C, ...]}, or {@code [C]}
     * @param labels {@code [N, ...]}, or {@code []}: classes from 0 to C - 1, or the index to ignore
     * @param options the settings, without label smoothing
     * @return a tensor of shape {@code []}, or of the labels' without reduction
     * @throws ShapeException if the shapes do not fit
     * @throws ArgumentException if a label is no class, naming its position, or label smoothing is set
     */
    public static Tensor nll(Tensor logProbabilities, IntArray labels, ClassLossOptions options) {
        if (options.labelSmoothing() != 0) {
            throw new ArgumentException(
                    "nll: expected no label smoothing, got " + options.labelSmoothing() + "; cross entropy has it");
        }
        return ClassLosses.nll(logProbabilities, labels, options);
    }

    /**
     * The cross-entropy of probabilities and targets, element by element: {@code -w (t log x + (1 - t) log(1 - x))},
     * with logarithms kept at -100 or more (see {@link BinaryCrossEntropy}). {@link #binaryCrossEntropyWithLogits} is
     * more accurate. Source: {@code binary_cross_entropy}.
     *
     * @param probabilities from 0 to 1
     * @param target of the same shape
     * @param options the settings, without a positive weight
     * @return a tensor of shape {@code []}, or of the input's without reduction
     * @throws ShapeException if the shapes do not fit
     * @throws ArgumentException if an element lies outside 0 to 1, naming its position, or a positive weight is set
     */
    public static Tensor binaryCrossEntropy(Tensor probabilities, Tensor target, BinaryLossOptions options) {
        requireSameShape("binary cross entropy", probabilities, target);
        if (options.positiveWeight() != null) {
            throw new ArgumentException(
                    "binary cross entropy: expected no positive weight, got one; the loss with logits has it");
        }
        requireProbabilities(probabilities.value());
        Tensor losses = new BinaryCrossEntropy().apply(probabilities, target);
        return options.reduction().of(weighted(losses, options.weight()));
    }

    /**
     * The cross-entropy of logits and targets, element by element, with the default settings. See
     * {@link #binaryCrossEntropyWithLogits(Tensor, Tensor, BinaryLossOptions)}.
     *
     * @param logits the outputs before the logistic function
     * @param target of the same shape, from 0 to 1
     * @return the mean over all elements
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return binaryCrossEntropyWithLogits(logits, target, BinaryLossOptions.DEFAULTS);
    }

    /**
     * The cross-entropy of logits and targets, element by element: with {@code softplus(x) = log(1 + e^x)} and positive
     * weight p, {@code w (p t softplus(-x) + (1 - t) softplus(x))}. Source: {@code binary_cross_entropy_with_logits}.
     *
     * @param logits the outputs before the logistic function
     * @param target of the same shape, from 0 to 1
     * @param options the settings
     * @return a tensor of shape {@code []}, or of the input's without reduction
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target, BinaryLossOptions options) {
        requireSameShape("binary cross entropy with logits", logits, target);
        Tensor yes = target.mul(new Softplus().apply(logits.neg()));
        Tensor no = rest(target).mul(new Softplus().apply(logits));
        Tensor sum = weighted(yes, options.positiveWeight()).add(no);
        return options.reduction().of(weighted(sum, options.weight()));
    }

    /**
     * The divergence of Kullback and Leibler (1951) from log-probabilities x to targets: {@code t (log t - x)}, where a
     * target of 0 contributes 0. The mean divides by the number of elements; {@link Reduction#BATCH_MEAN} is the
     * divergence itself, averaged over the samples. Source: {@code kl_div}.
     *
     * @param logProbabilities the logarithms of the output's probabilities
     * @param target of the same shape, constants: probabilities or their logarithms
     * @param logTarget whether the target holds logarithms
     * @param reduction how the losses of the elements become one
     * @return a tensor of shape {@code []}, or of the input's without reduction
     * @throws ShapeException if the shapes do not fit
     */
    public static Tensor klDiv(Tensor logProbabilities, Tensor target, boolean logTarget, Reduction reduction) {
        requireSameShape("kl divergence", logProbabilities, target);
        Tensor constant = target.detach();
        Tensor t = logTarget ? constant.exp() : constant;
        Tensor logT = logTarget ? constant : constant.log();
        Tensor zero = Tensor.scalar(t.dtype(), 0);
        return reduction.of(Where.where(Compare.equal(t, 0), zero, t.mul(logT.sub(logProbabilities))));
    }

    private static Tensor difference(String loss, Tensor x, Tensor target) {
        requireSameShape(loss, x, target);
        return x.sub(target);
    }

    private static Tensor rest(Tensor x) {
        return x.neg().add(1);
    }

    private static Tensor weighted(Tensor losses, NDArray weight) {
        if (weight == null) {
            return losses;
        }
        Shape common = weight.shape().broadcast(losses.shape());
        if (!common.equals(losses.shape())) {
            throw new ShapeException("loss weight: shape " + weight.shape()
                    + " does not broadcast to that of the input, " + losses.shape());
        }
        return losses.mul(new Tensor(weight.to(losses.dtype())));
    }

    private static void requireSameShape(String loss, Tensor x, Tensor target) {
        if (!x.shape().equals(target.shape())) {
            throw new ShapeException(
                    loss + ": expected a target of the input's shape " + x.shape() + ", got " + target.shape());
        }
    }

    private static void requireProbabilities(NDArray x) {
        for (int i = 0; i < x.size(); i++) {
            if (!(x.at(i) >= 0 && x.at(i) <= 1)) {
                throw new ArgumentException("binary cross entropy: expected probabilities from 0 to 1, got " + x.at(i)
                        + " at position " + i + " of shape " + x.shape());
            }
        }
    }
}
