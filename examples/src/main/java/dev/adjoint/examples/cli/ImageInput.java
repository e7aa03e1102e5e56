package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Loads a model for images, and reads images in the form that it expects. */
final class ImageInput {
    @Option(names = "--invert", order = 2, description = "Exchange dark and bright, for ink on paper.")
    private boolean invert;

    @Option(
            names = "--size",
            order = 5,
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "The size of the images that the model was trained on, if its file does not say.")
    private ImageOptions.Size size;

    @Option(
            names = "--grey",
            order = 6,
            description = "With --size: the model was trained on brightness, not on colours.")
    private boolean grey;

    /** Loads a model that takes images. */
    Classifier load(Path model) throws IOException {
        Classifier loaded = Classifier.load(model);
        if (loaded.input().isPresent()) {
            return loaded;
        }
        if (size == null) {
            throw new ArgumentException(
                    model + ": does not say what images it was trained on; state it by --size and --grey");
        }
        return loaded.input(grey ? 1 : 3, size.height(), size.width());
    }

    /** An image file as a sample of the model. */
    NDArray sample(Path image, Classifier classifier) throws IOException {
        NDArray pixels = ImageFolder.image(image, classifier.images());
        if (!invert) {
            return pixels;
        }
        float[] inverted = pixels.toFloatArray();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 1 - inverted[i];
        }
        return NDArray.wrap(pixels.shape(), inverted);
    }
}
