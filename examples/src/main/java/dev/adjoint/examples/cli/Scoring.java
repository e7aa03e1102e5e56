package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Classification;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.Evaluation;
import dev.adjoint.optim.MeanLoss;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well a model does on samples.
 *
 * @param values metrics by name: loss and accuracy
 * @param confusion which classes were taken for which
 * @param classes the names of the classes
 */
record Scoring(Map<String, Double> values, ConfusionMatrix confusion, List<String> classes) {
    private static final int BATCH_SIZE = 250;

    static Scoring of(Classifier classifier, Dataset samples, int workers) {
        List<String> classes = classes(classifier, samples);
        ConfusionMatrix confusion = new ConfusionMatrix(classes.size());
        Batches batches = samples.batches(BATCH_SIZE).workers(workers);
        Map<String, Double> values = Evaluation.of(
                classifier.model(), batches, new MeanLoss(Losses::crossEntropy), new Accuracy(), confusion);
        return new Scoring(values, confusion, classes);
    }

    /** The names that the model gives to its classes, or the data, or numbers. */
    private static List<String> classes(Classifier classifier, Dataset samples) {
        Classification first = classifier.classify(samples.sample(0).input());
        int n = first.classes().size();
        int highest = IntStream.range(0, samples.size())
                .map(i -> samples.label(i).at(0))
                .max()
                .orElse(0);
        if (highest >= n) {
            throw new ArgumentException("data: expected the " + n + " classes of the model, numbered 0 to " + (n - 1)
                    + ", got class " + highest);
        }
        if (!classifier.classes().isEmpty()) {
            return classifier.classes();
        }
        return samples.classNames().size() == n
                ? samples.classNames()
                : IntStream.range(0, n).mapToObj(String::valueOf).toList();
    }

    /** How often each class, a row, was taken for each, a column. */
    String table() {
        int n = classes.size();
        int name = classes.stream().mapToInt(String::length).max().orElse(0);
        int number = String.valueOf(n - 1).length();
        int width = IntStream.range(0, n * n)
                .mapToObj(i -> String.valueOf(confusion.count(i / n, i % n)))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        String cell = "  %" + Math.max(width, number) + "s";
        StringBuilder text = new StringBuilder("  rows: the class, columns: what it was taken for\n");
        text.append(" ".repeat(2 + number + 2 + name));
        IntStream.range(0, n).forEach(column -> text.append(cell.formatted(column)));
        for (int row = 0; row < n; row++) {
            text.append(("%n  %" + number + "d  %-" + name + "s").formatted(row, classes.get(row)));
            for (int column = 0; column < n; column++) {
                long count = confusion.count(row, column);
                text.append(cell.formatted(count == 0 ? "." : count));
            }
        }
        return text.toString();
    }
}
