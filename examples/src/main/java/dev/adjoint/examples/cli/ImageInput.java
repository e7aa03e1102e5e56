package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** Reads images in the form that a model expects. */
final class ImageInput {
    @Option(names = "--invert", order = 2, description = "Exchange dark and bright, for ink on paper.")
    private boolean invert;

    /** An image file as a batch of one, resized and normalised as the model's card says. */
    Tensor batch(Path image, Path model, ModelCard card) throws IOException {
        NDArray pixels = ImageFolder.image(image, options(model, card.shape()));
        if (invert) {
            float[] inverted = pixels.toFloatArray();
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] = 1 - inverted[i];
            }
            pixels = NDArray.wrap(pixels.shape(), inverted);
        }
        NDArray normalized = card.normalize().apply(pixels, new SplittableRandom(0));
        Shape shape = normalized.shape();
        return new Tensor(normalized.reshape(Shape.of(1, shape.dim(0), shape.dim(1), shape.dim(2))));
    }

    private static ImageOptions options(Path model, Shape shape) {
        if (shape.rank() != 3 || shape.dim(0) != 1 && shape.dim(0) != 3) {
            throw new ArgumentException(
                    model + ": expected a model for grey or coloured images, got one for samples of shape " + shape);
        }
        return (shape.dim(0) == 1 ? ImageOptions.GREY : ImageOptions.RGB).resize(shape.dim(1), shape.dim(2));
    }
}
