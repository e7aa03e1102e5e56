package dev.adjoint.examples.cli;

import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.Evaluation;
import dev.adjoint.optim.MeanLoss;
import java.util.Map;

/**
 * How well a model does on samples.
 *
 * @param values metrics by name: loss and accuracy
 * @param confusion which classes were taken for which
 */
record Scoring(Map<String, Double> values, ConfusionMatrix confusion) {
    private static final int BATCH_SIZE = 250;

    static Scoring of(Layer model, ModelCard card, Dataset samples, int workers) {
        ConfusionMatrix confusion = new ConfusionMatrix(card.classes().size());
        Batches batches =
                samples.batches(BATCH_SIZE).transform(card.normalize()).workers(workers);
        Map<String, Double> values =
                Evaluation.of(model, batches, new MeanLoss(Losses::crossEntropy), new Accuracy(), confusion);
        return new Scoring(values, confusion);
    }
}
