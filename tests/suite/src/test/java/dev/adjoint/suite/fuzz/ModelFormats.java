package dev.adjoint.suite.fuzz;

import static dev.adjoint.ConvOptions.kernel;

import dev.adjoint.AdjointException;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.io.TensorInfo;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.FileSummary;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.TrainingCheckpoint;
import dev.adjoint.suite.nn.LayerCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The kinds of files that hold networks and trainings. */
final class ModelFormats {
    private static final long SMALL = 32L << 20;

    /** An architecture alone may state weights of any size; the numbers here make a few of 65,536 by some tens. */
    private static final long WEIGHTS = 512L << 20;

    private ModelFormats() {}

    static List<FileFormat> all() throws IOException {
        byte[] weights = bytes(file -> Models.save(network(), file));
        byte[] checkpoint = bytes(TinyTraining::writeCheckpoint);
        return List.of(
                new FileFormat(
                        "safetensors",
                        List.of(SafeTensorsParts.headerAndData(tensors()), SafeTensorsParts.headerAndData(weights)),
                        SafeTensorsParts::fromHeaderAndData,
                        ModelFormats::readTensors,
                        SMALL),
                new FileFormat(
                        "weights",
                        List.of(SafeTensorsParts.headerAndData(weights)),
                        SafeTensorsParts::fromHeaderAndData,
                        ModelFormats::readWeights,
                        SMALL),
                new FileFormat(
                        "model",
                        models(),
                        parts -> SafeTensorsParts.fromTextHeaderAndData(parts, ModelFormat.KEY),
                        ModelFormats::readModel,
                        SMALL),
                FileFormat.plain("architecture", ModelFormats::readArchitecture, architectures())
                        .within(WEIGHTS),
                new FileFormat(
                        "checkpoint",
                        List.of(SafeTensorsParts.textHeaderAndData(checkpoint, TrainingCheckpoint.KEY)),
                        parts -> SafeTensorsParts.withChecksum(parts, TrainingCheckpoint.KEY),
                        TinyTraining::readCheckpoint,
                        SMALL));
    }

    /** Writes a file. */
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        Path directory = Files.createTempDirectory("corpus");
        Path file = directory.resolve("sound");
        try {
            writer.write(file);
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static Layer network() {
        return new Sequential(new Conv2d(1, 2, kernel(3).padding(1), new SplittableRandom(1)), new BatchNorm2d(2));
    }

    /** One model of each layer there is. */
    private static List<List<byte[]>> models() throws IOException {
        List<List<byte[]>> models = new ArrayList<>();
        for (LayerCatalogue.Example example : LayerCatalogue.examples(DType.FLOAT32)) {
            byte[] file = bytes(path -> Models.save(example.layer(), path));
            models.add(SafeTensorsParts.textHeaderAndData(file, ModelFormat.KEY));
        }
        return models;
    }

    private static byte[][] architectures() {
        return LayerCatalogue.examples(DType.FLOAT64).stream()
                .map(example -> Models.toJson(example.layer()).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static byte[] tensors() {
        return new SafeTensorsWriter()
                .metadata("größe", "1\n2")
                .add("weight", NDArray.of(Shape.of(2, 1), 1f, -2f))
                .add("wide", NDArray.of(Shape.of(1), 0.1))
                .add("steps", Shape.SCALAR, 7)
                .add("mask", BoolArray.of(Shape.of(3), true, false, true))
                .toBytes();
    }

    private static void readTensors(Path path) throws IOException {
        FileSummary.of(path);
        try (SafeTensors file = SafeTensors.open(path)) {
            for (TensorInfo tensor : file.tensors().values()) {
                file.bytes(tensor.name());
                ifOfTheType(() -> file.array(tensor.name()));
                ifOfTheType(() -> file.array(tensor.name(), DType.FLOAT64));
                ifOfTheType(() -> file.ints(tensor.name()));
                ifOfTheType(() -> file.longs(tensor.name()));
                ifOfTheType(() -> file.booleans(tensor.name()));
            }
        }
    }

    /** Reads something. */
    interface Reading {
        Object read() throws IOException;
    }

    private static void ifOfTheType(Reading reading) throws IOException {
        try {
            reading.read();
        } catch (DTypeException e) {
            // A tensor has one type, but is read as every type.
        }
    }

    private static void readWeights(Path file) throws IOException {
        Layer partly = network();
        Models.compareWeights(partly, file);
        requireUnchangedByErrors(partly, () -> Models.loadMatchingWeights(partly, file));
        Layer wholly = network();
        requireUnchangedByErrors(wholly, () -> {
            Models.loadWeights(wholly, file);
            return wholly;
        });
    }

    private static void readModel(Path file) throws IOException {
        FileSummary.of(file);
        Models.load(file).toString();
    }

    private static void readArchitecture(Path file) throws IOException {
        Layer model = Models.readJson(file, new SplittableRandom(1));
        Models.toJson(model);
    }

    /** A failure must not change a model. */
    static void requireUnchangedByErrors(Block model, Reading reading) throws IOException {
        Map<String, NDArray> before = model.state();
        try {
            reading.read();
        } catch (AdjointException e) {
            model.state().forEach((path, value) -> {
                if (!value.sameBits(before.get(path))) {
                    throw new AssertionError(path + " has changed in spite of the error", e);
                }
            });
            throw e;
        }
    }
}
