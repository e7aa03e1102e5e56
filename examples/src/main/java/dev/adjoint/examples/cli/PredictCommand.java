package dev.adjoint.examples.cli;

import dev.adjoint.data.Classification;
import dev.adjoint.data.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the classes of images. */
@Command(name = "predict", description = "Predicts the classes of images, with probabilities.")
final class PredictCommand extends Reporting {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "Images: PNG, JPEG, GIF or BMP, of any size.")
    private List<Path> images;

    @Option(
            names = "--top",
            order = 1,
            paramLabel = "N",
            description = "How many classes to show for each image; default ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int top;

    @Mixin
    private ImageInput input;

    @Override
    void run() throws Exception {
        Check.atLeast(1, "--top", top);
        Classifier classifier = input.load(model);
        List<Object> predictions = new ArrayList<>();
        for (Path image : images) {
            Classification result = classifier.classify(input.sample(image, classifier));
            print("%s", image);
            Map<String, Double> classes = new LinkedHashMap<>();
            for (Classification.Candidate candidate : result.top(top)) {
                print("  %6.2f %%  %s", 100 * candidate.probability(), candidate.name());
                classes.put(candidate.name(), candidate.probability());
            }
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("image", image.toString());
            prediction.put("classes", classes);
            predictions.add(prediction);
        }
        put("predictions", predictions);
    }
}
