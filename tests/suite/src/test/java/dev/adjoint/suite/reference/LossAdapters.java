package dev.adjoint.suite.reference;

import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Losses, of single cases and of trainings. */
final class LossAdapters {
    private LossAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        functions().forEach((name, loss) -> adapters.put(name, Adapter.differentiable(loss::apply)));
        return adapters;
    }

    static Map<String, Function<LossInputs, Tensor>> functions() {
        Map<String, Function<LossInputs, Tensor>> losses = new TreeMap<>();
        losses.put("mse_loss", in -> Losses.mse(in.tensor("x"), in.tensor("target"), reduction(in)));
        losses.put("l1_loss", in -> Losses.l1(in.tensor("x"), in.tensor("target"), reduction(in)));
        losses.put(
                "smooth_l1_loss",
                in -> Losses.smoothL1(
                        in.tensor("x"), in.tensor("target"), in.attrs().number("beta", 1), reduction(in)));
        losses.put(
                "huber_loss",
                in -> Losses.huber(
                        in.tensor("x"), in.tensor("target"), in.attrs().number("delta", 1), reduction(in)));
        losses.put("cross_entropy", LossAdapters::crossEntropy);
        losses.put("nll_loss", in -> Losses.nll(in.tensor("x"), in.integers("target"), classes(in)));
        losses.put(
                "binary_cross_entropy",
                in -> Losses.binaryCrossEntropy(in.tensor("x"), in.tensor("target"), binary(in)));
        losses.put(
                "binary_cross_entropy_with_logits",
                in -> Losses.binaryCrossEntropyWithLogits(
                        in.tensor("x"), in.tensor("target"), binary(in).positiveWeight(values(in, "pos_weight"))));
        losses.put(
                "kl_div",
                in -> Losses.klDiv(
                        in.tensor("x"), in.tensor("target"), in.attrs().flag("log_target", false), reduction(in)));
        return losses;
    }

    private static Tensor crossEntropy(LossInputs in) {
        ClassLossOptions options = classes(in).labelSmoothing(in.attrs().number("label_smoothing", 0));
        String kind = in.attrs().text("target_kind", in.isInteger("target") ? "class_index" : "probabilities");
        return switch (kind) {
            case "class_index" -> Losses.crossEntropy(in.tensor("x"), in.integers("target"), options);
            case "probabilities" -> Losses.crossEntropy(in.tensor("x"), in.tensor("target"), options);
            default -> throw new IllegalArgumentException("unknown kind of target in " + in.attrs());
        };
    }

    private static ClassLossOptions classes(LossInputs in) {
        return ClassLossOptions.DEFAULTS
                .reduction(reduction(in))
                .weight(values(in, "weight"))
                .ignoreIndex(in.attrs().integer("ignore_index", -100));
    }

    private static BinaryLossOptions binary(LossInputs in) {
        return BinaryLossOptions.DEFAULTS.reduction(reduction(in)).weight(values(in, "weight"));
    }

    private static NDArray values(LossInputs in, String input) {
        return in.has(input) ? in.tensor(input).value() : null;
    }

    private static Reduction reduction(LossInputs in) {
        return switch (in.attrs().text("reduction", "mean")) {
            case "none" -> Reduction.NONE;
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            case "batchmean" -> Reduction.BATCH_MEAN;
            default -> throw new IllegalArgumentException("unknown reduction in " + in.attrs());
        };
    }
}
