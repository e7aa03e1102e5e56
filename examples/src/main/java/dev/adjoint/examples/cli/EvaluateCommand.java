package dev.adjoint.examples.cli;

import dev.adjoint.data.Classifier;
import dev.adjoint.data.Dataset;
import dev.adjoint.io.AtomicFile;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.Scores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a trained model. */
@Command(name = "evaluate", description = "Measures a model on data: loss, accuracy, and scores of each class.")
final class EvaluateCommand extends Reporting {
    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--part",
            order = 10,
            description = "Which part of the data: ${COMPLETION-CANDIDATES}; by default the test part, or all where"
                    + " there is none.")
    private Part part;

    @Option(names = "--chart", order = 11, paramLabel = "FILE", description = "Draw the confusion matrix, as PNG.")
    private Path chart;

    private enum Part {
        TRAINING,
        TEST
    }

    @Override
    void run() throws Exception {
        if (chart != null) {
            AtomicFile.requireWritable(chart);
        }
        Classifier classifier = Classifier.load(model);
        DataOptions.Parts parts = data.read(Optional.of(classifier));
        Dataset samples =
                part == Part.TRAINING ? parts.training() : parts.test().orElse(parts.training());
        Scoring scoring = Scoring.of(classifier, samples, 1);

        scoring.values().forEach(this::put);
        put("samples", samples.size());
        print(
                "%d samples: loss %.4f, accuracy %.2f %%",
                samples.size(),
                scoring.values().get("loss"),
                100 * scoring.values().get("accuracy"));
        print("");
        tellClasses(scoring);
        tellConfusion(scoring);
        if (chart != null) {
            Charts.confusion(scoring.confusion(), scoring.classes(), chart);
        }
    }

    private void tellClasses(Scoring scoring) {
        print("  %-20s %9s %9s %9s %9s", "class", "precision", "recall", "F1", "samples");
        Map<String, Object> classes = new LinkedHashMap<>();
        for (int i = 0; i < scoring.classes().size(); i++) {
            Scores scores = scoring.confusion().scores(i);
            print(
                    "  %-20s %9.4f %9.4f %9.4f %9d",
                    scoring.classes().get(i), scores.precision(), scores.recall(), scores.f1(), scores.support());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("precision", scores.precision());
            entry.put("recall", scores.recall());
            entry.put("f1", scores.f1());
            entry.put("samples", scores.support());
            classes.put(scoring.classes().get(i), entry);
        }
        put("classes", classes);
    }

    private void tellConfusion(Scoring scoring) {
        ConfusionMatrix confusion = scoring.confusion();
        put(
                "confusion",
                IntStream.range(0, confusion.classes())
                        .mapToObj(actual -> IntStream.range(0, confusion.classes())
                                .mapToLong(predicted -> confusion.count(actual, predicted))
                                .toArray())
                        .toList());
        print("");
        print("%s", scoring.table());
    }
}
