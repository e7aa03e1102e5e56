package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.array.NDArray;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import java.util.Map;
import java.util.TreeMap;

/** Losses. */
final class LossAdapters {
    private LossAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("mse_loss", differentiable(c -> Losses.mse(c.tensor("x"), c.tensor("target"), reduction(c))));
        adapters.put("l1_loss", differentiable(c -> Losses.l1(c.tensor("x"), c.tensor("target"), reduction(c))));
        adapters.put(
                "smooth_l1_loss",
                differentiable(c -> Losses.smoothL1(
                        c.tensor("x"), c.tensor("target"), c.attrs().number("beta", 1), reduction(c))));
        adapters.put(
                "huber_loss",
                differentiable(c -> Losses.huber(
                        c.tensor("x"), c.tensor("target"), c.attrs().number("delta", 1), reduction(c))));
        adapters.put("cross_entropy", differentiable(LossAdapters::crossEntropy));
        adapters.put("nll_loss", differentiable(c -> Losses.nll(c.tensor("x"), c.integers("target"), classes(c))));
        adapters.put(
                "binary_cross_entropy",
                differentiable(c -> Losses.binaryCrossEntropy(c.tensor("x"), c.tensor("target"), binary(c))));
        adapters.put(
                "binary_cross_entropy_with_logits",
                differentiable(c -> Losses.binaryCrossEntropyWithLogits(
                        c.tensor("x"), c.tensor("target"), binary(c).positiveWeight(values(c, "pos_weight")))));
        adapters.put(
                "kl_div",
                differentiable(c -> Losses.klDiv(
                        c.tensor("x"), c.tensor("target"), c.attrs().flag("log_target", false), reduction(c))));
        return adapters;
    }

    private static Tensor crossEntropy(ReferenceCase c) {
        ClassLossOptions options = classes(c).labelSmoothing(c.attrs().number("label_smoothing", 0));
        return switch (c.attrs().text("target_kind")) {
            case "class_index" -> Losses.crossEntropy(c.tensor("x"), c.integers("target"), options);
            case "probabilities" -> Losses.crossEntropy(c.tensor("x"), c.tensor("target"), options);
            default -> throw new IllegalArgumentException("unknown kind of target in " + c.attrs());
        };
    }

    private static ClassLossOptions classes(ReferenceCase c) {
        return ClassLossOptions.DEFAULTS
                .reduction(reduction(c))
                .weight(values(c, "weight"))
                .ignoreIndex(c.attrs().integer("ignore_index", -100));
    }

    private static BinaryLossOptions binary(ReferenceCase c) {
        return BinaryLossOptions.DEFAULTS.reduction(reduction(c)).weight(values(c, "weight"));
    }

    private static NDArray values(ReferenceCase c, String input) {
        return c.has(input) ? c.tensor(input).value() : null;
    }

    private static Reduction reduction(ReferenceCase c) {
        return switch (c.attrs().text("reduction", "mean")) {
            case "none" -> Reduction.NONE;
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            case "batchmean" -> Reduction.BATCH_MEAN;
            default -> throw new IllegalArgumentException("unknown reduction in " + c.attrs());
        };
    }
}
