package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Classifier;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Standardize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model in a file, as JSON, or by the name of a built-in network. */
final class ModelArgument {
    private static final int CLASSES = 10;
    private static final Shape IMAGE = Shape.of(1, 28, 28);

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "A model file (.safetensors), an architecture (.json), or a built-in network: mlp, small, best.")
    private String model;

    @Option(
            names = "--input",
            order = 1,
            paramLabel = "CxHxW",
            converter = ShapeConverter.class,
            description = "The shape of a sample; by default that of the model file, or 1x28x28.")
    private Shape input;

    /** A model with the shape of its samples. */
    record Loaded(String name, Layer model, Shape sample) {
        /** The shape of a batch. */
        Shape batch(int size) {
            int[] dims = new int[sample.rank() + 1];
            dims[0] = size;
            System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
            return Shape.of(dims);
        }

        /** Random samples, which are normal behind the normalisation that the model begins with, if it does. */
        Tensor random(int n, RandomGenerator random) {
            Tensor normal = new Tensor(NDArray.normal(DType.FLOAT32, batch(n), 0, 1, random));
            Layer first = model;
            while (first instanceof Sequential sequential
                    && !sequential.layers().isEmpty()) {
                first = sequential.layers().get(0);
            }
            return first instanceof Standardize front ? front.inverse(normal) : normal;
        }
    }

    /** Loads or makes the model. */
    Loaded load(RandomGenerator random) throws IOException {
        Optional<Network> network = Network.named(model);
        if (network.isPresent()) {
            return new Loaded(model, network.get().create(sample(IMAGE), CLASSES, random), sample(IMAGE));
        }
        Path file = Path.of(model);
        if (model.endsWith(".json")) {
            return new Loaded(model, Models.readJson(file, random), sample(IMAGE));
        }
        Classifier loaded = Classifier.load(file, ModelFormat.CATALOGUE, random);
        Shape shape = input == null ? loaded.input().orElse(null) : input;
        if (shape == null) {
            throw new ArgumentException(file + ": does not say what a sample looks like; --input does");
        }
        return new Loaded(model, loaded.model(), shape);
    }

    private Shape sample(Shape fallback) {
        return input == null ? fallback : input;
    }
}
