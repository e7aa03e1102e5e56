package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.fractions;
import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import java.util.List;

/** Losses as functions of their inputs. Targets are constants. */
final class LossExamples {
    private static final IntArray LABELS = IntArray.of(2, 0, -100);
    private static final ClassLossOptions CLASSES = ClassLossOptions.DEFAULTS
            .weight(positive(3).value())
            .labelSmoothing(0.1)
            .ignoreIndex(-100);
    private static final BinaryLossOptions BINARY =
            BinaryLossOptions.DEFAULTS.weight(positive(3).value());

    private LossExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("mean squared error", (x, t) -> Losses.mse(x, t), spread(2, 3), spread(2, 3)),
                Example.of("squared errors", x -> Losses.mse(x, spread(3), Reduction.NONE), spread(3)),
                Example.of("absolute error", x -> Losses.l1(x, fractions(3), Reduction.SUM), spread(3)),
                Example.of(
                        "smooth absolute error", x -> Losses.smoothL1(x, fractions(6), 0.7, Reduction.MEAN), spread(6)),
                Example.of("huber", x -> Losses.huber(x, fractions(6), 0.7, Reduction.MEAN), spread(6)),
                Example.of("cross entropy", x -> Losses.crossEntropy(x, IntArray.of(2, 0)), spread(2, 3)),
                Example.of(
                        "cross entropy, weighted and smoothed",
                        x -> Losses.crossEntropy(x, LABELS, CLASSES),
                        spread(3, 3)),
                Example.of(
                        "cross entropy of pixels",
                        x -> Losses.crossEntropy(x, IntArray.of(Shape.of(1, 2), 1, 2), ClassLossOptions.DEFAULTS),
                        spread(1, 3, 2)),
                Example.of(
                        "cross entropy of probabilities",
                        x -> Losses.crossEntropy(x, fractions(2, 3), CLASSES),
                        spread(2, 3)),
                Example.of(
                        "cross entropies",
                        x -> Losses.crossEntropy(x, LABELS, CLASSES.reduction(Reduction.NONE)),
                        spread(3, 3)),
                Example.of(
                        "sum of cross entropies",
                        x -> Losses.crossEntropy(
                                x, IntArray.of(Shape.of(2, 2), 1, 2, 0, -100), CLASSES.reduction(Reduction.BATCH_MEAN)),
                        spread(2, 3, 2)),
                Example.of(
                        "cross entropies of probabilities",
                        x -> Losses.crossEntropy(x, fractions(2, 3, 2), CLASSES.reduction(Reduction.NONE)),
                        spread(2, 3, 2)),
                Example.of(
                        "negative log likelihood",
                        x -> Losses.nll(
                                x,
                                LABELS,
                                ClassLossOptions.DEFAULTS.weight(positive(3).value())),
                        spread(3, 3)),
                Example.of(
                        "binary cross entropy",
                        (x, t) -> Losses.binaryCrossEntropy(x, t, BINARY),
                        fractions(3, 2).transpose(0, 1),
                        fractions(2, 3)),
                Example.of(
                        "binary cross entropy of logits",
                        x -> Losses.binaryCrossEntropyWithLogits(x, fractions(3)),
                        spread(3)),
                Example.of(
                        "weighted binary cross entropy of logits",
                        x -> Losses.binaryCrossEntropyWithLogits(
                                x,
                                fractions(2, 3),
                                BINARY.positiveWeight(positive(3).value())),
                        spread(2, 3)),
                Example.of(
                        "divergence", x -> Losses.klDiv(x, fractions(2, 3), false, Reduction.BATCH_MEAN), spread(2, 3)),
                Example.of(
                        "divergence of logarithms",
                        x -> Losses.klDiv(x, fractions(2, 3).log(), true, Reduction.MEAN),
                        spread(2, 3)));
    }
}
