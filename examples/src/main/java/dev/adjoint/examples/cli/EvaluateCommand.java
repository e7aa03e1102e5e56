package dev.adjoint.examples.cli;

import dev.adjoint.data.Dataset;
import dev.adjoint.nn.Models;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.Scores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a trained model. */
@Command(name = "evaluate", description = "Measures a model on data: loss, accuracy, and scores of each class.")
final class EvaluateCommand extends Reporting {
    @Parameters(paramLabel = "MODEL", description = "A model file that `adjoint train` wrote.")
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
        ModelCard card = ModelCard.read(model);
        DataOptions.Parts parts = data.read(card.classes());
        Dataset samples =
                part == Part.TRAINING ? parts.training() : parts.test().orElse(parts.training());
        DataOptions.requireClasses("data", samples.classNames(), card.classes());
        Scoring scoring = Scoring.of(Models.load(model), card, samples, 1);
        ConfusionMatrix confusion = scoring.confusion();

        scoring.values().forEach(this::put);
        put("samples", samples.size());
        print(
                "%d samples: loss %.4f, accuracy %.2f %%",
                samples.size(),
                scoring.values().get("loss"),
                100 * scoring.values().get("accuracy"));
        print("");
        print("  %-20s %9s %9s %9s %9s", "class", "precision", "recall", "F1", "samples");
        Map<String, Map<String, Object>> classes = new LinkedHashMap<>();
        for (int i = 0; i < card.classes().size(); i++) {
            Scores scores = confusion.scores(i);
            print(
                    "  %-20s %9.4f %9.4f %9.4f %9d",
                    card.classes().get(i), scores.precision(), scores.recall(), scores.f1(), scores.support());
            classes.put(
                    card.classes().get(i),
                    Map.of(
                            "precision", scores.precision(),
                            "recall", scores.recall(),
                            "f1", scores.f1(),
                            "samples", scores.support()));
        }
        put("classes", classes);
        put(
                "confusion",
                IntStream.range(0, confusion.classes())
                        .mapToObj(actual -> IntStream.range(0, confusion.classes())
                                .mapToLong(predicted -> confusion.count(actual, predicted))
                                .toArray())
                        .toList());
        print("");
        print("%s", confusion);
        if (chart != null) {
            Charts.confusion(confusion, card.classes(), chart);
        }
    }
}
