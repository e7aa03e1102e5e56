package dev.adjoint.suite.fuzz;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.ReduceOnPlateau;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The smallest training whose checkpoints hold something of every kind. */
final class TinyTraining {
    private static final Batches DATA = Dataset.of(
                    NDArray.of(Shape.of(4, 2), 1f, 2f, -1f, 0f, 3f, -2f, 0.5f, 1f), IntArray.of(0, 1, 1, 0))
            .batches(2)
            .shuffle(7);

    private final Sequential model;
    private final Trainer trainer;

    private TinyTraining(Path directory, int epochs) {
        SplitMix random = new SplitMix(3);
        model = new Sequential(new Linear(2, 2, random), new BatchNorm1d(2), new Dropout(0.5, random));
        trainer = new Trainer(
                model,
                new AdamW(model, 0.01),
                Losses::crossEntropy,
                TrainerOptions.epochs(epochs)
                        .accumulation(2)
                        .keepBest(true)
                        .learningRate(
                                LearningRate.onPlateau(ReduceOnPlateau.options().patience(0)))
                        .checkpoints(CheckpointOptions.in(directory)));
    }

    static void writeCheckpoint(Path file) throws IOException {
        Path directory = Files.createTempDirectory(file.getParent(), "training");
        try {
            new TinyTraining(directory, 1).trainer.fit(DATA, DATA);
            Files.move(checkpoint(directory), file);
        } finally {
            delete(directory);
        }
    }

    /** Continues a training from a checkpoint. */
    static void readCheckpoint(Path file) throws IOException {
        Path directory = Files.createTempDirectory(file.getParent(), "training");
        try {
            Files.copy(file, checkpoint(directory));
            TinyTraining training = new TinyTraining(directory, 2);
            ModelFormats.requireUnchangedByErrors(training.model, training.trainer::resume);
            training.trainer.fit(DATA, DATA);
        } finally {
            delete(directory);
        }
    }

    private static Path checkpoint(Path directory) {
        return directory.resolve("checkpoint-00000001.safetensors");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
