package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the classes of images. */
@Command(name = "predict", description = "Predicts the classes of images, with probabilities.")
final class PredictCommand extends Reporting {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file that `adjoint train` wrote.")
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
        ModelCard card = ModelCard.read(model);
        Layer network = Models.load(model);
        List<Object> predictions = new ArrayList<>();
        for (Path image : images) {
            double[] probabilities = probabilities(network, card, input.batch(image, model, card));
            List<Integer> best = IntStream.range(0, probabilities.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
                    .limit(Math.max(1, top))
                    .toList();
            print("%s", image);
            Map<String, Double> classes = new LinkedHashMap<>();
            for (int i : best) {
                print("  %6.2f %%  %s", 100 * probabilities[i], card.classes().get(i));
                classes.put(card.classes().get(i), probabilities[i]);
            }
            predictions.add(Map.of("image", image.toString(), "classes", classes));
        }
        put("predictions", predictions);
    }

    private double[] probabilities(Layer network, ModelCard card, Tensor batch) {
        Tensor logits = network.forward(batch);
        if (logits.shape().rank() != 2 || logits.dim(1) != card.classes().size()) {
            throw new ArgumentException(model + ": expected one output for each of "
                    + card.classes().size() + " classes, got outputs of shape " + logits.shape());
        }
        return logits.softmax(1).value().toDoubleArray();
    }
}
