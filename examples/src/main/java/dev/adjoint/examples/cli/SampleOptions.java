package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Split;
import dev.adjoint.data.Transform;
import java.util.List;
import picocli.CommandLine.Option;

/** Which samples to train with, and how they come. */
final class SampleOptions {
    @Option(
            names = {"-b", "--batch-size"},
            order = 13,
            paramLabel = "N",
            description = "Samples in a batch; default ${DEFAULT-VALUE}.",
            defaultValue = "128")
    private int batchSize;

    @Option(
            names = "--limit",
            order = 15,
            paramLabel = "N",
            description = "Train with a random part of the training data, so many samples, of each class its share;"
                    + " validation comes from them too.")
    private Integer limit;

    @Option(
            names = "--validation",
            order = 15,
            paramLabel = "PART",
            description = "Which part of each class of the training data to validate on; default ${DEFAULT-VALUE}.",
            defaultValue = "0.1")
    private double validation;

    @Option(
            names = "--augment",
            order = 16,
            split = ",",
            paramLabel = "CHANGE",
            converter = Augmentation.Converter.class,
            description = "Random changes of training images: flip, vflip, crop, rotate, erase, each with an amount"
                    + " (probability, pixels, degrees) or not, such as flip,crop=2.")
    private List<Augmentation> augmentations = List.of();

    @Option(
            names = "--workers",
            order = 30,
            paramLabel = "N",
            description = "Threads that prepare batches in the background; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int workers;

    void check() {
        Check.atLeast(1, "--batch-size", batchSize);
        Check.atLeast(0, "--workers", workers);
        Check.holds(validation >= 0 && validation < 1, "--validation", "a part from 0 to below 1", validation);
        if (limit != null) {
            Check.atLeast(1, "--limit", limit);
        }
    }

    int workers() {
        return workers;
    }

    /** Samples to train with and samples to validate on. */
    Split split(Dataset all, long seed) {
        Dataset some = limit == null || limit >= all.size()
                ? all
                : Split.stratified(all, (double) limit / all.size(), seed).heldOut();
        return Split.stratified(some, validation, seed);
    }

    Batches training(Dataset samples, long seed) {
        Shape shape = samples.sample(0).input().shape();
        if (!augmentations.isEmpty() && shape.rank() != 3) {
            throw new ArgumentException("--augment: expected images, got samples of shape " + shape);
        }
        Transform[] changes =
                augmentations.stream().map(change -> change.transform(shape)).toArray(Transform[]::new);
        return samples.batches(batchSize).shuffle(seed).transform(changes).workers(workers);
    }

    Batches validating(Dataset samples) {
        return samples.batches(batchSize).workers(workers);
    }
}
