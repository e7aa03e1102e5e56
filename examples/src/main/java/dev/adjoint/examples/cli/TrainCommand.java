package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Normalize;
import dev.adjoint.data.Split;
import dev.adjoint.data.Transform;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Models;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.GracefulExit;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.PlainLines;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network. */
@Command(
        name = "train",
        description = "Trains a network to tell classes apart, and saves it.",
        footer = {
            "",
            "Training can be interrupted (Ctrl-C) and, with --checkpoints, taken up again by the same command with"
                    + " --resume: the result is the same to the bit.",
            "",
            "Examples:",
            "  adjoint train --data fashion-mnist --model small --epochs 6",
            "  adjoint train --data photos --size 32x32 --model best --augment flip,crop=4,rotate=10",
            "  adjoint train --data iris.csv --label species --model mlp --epochs 50 --batch-size 16"
        })
final class TrainCommand extends Reporting {
    private static final Duration EXIT_LIMIT = Duration.ofMinutes(1);

    @Mixin
    private DataOptions data;

    @Mixin
    private OptimizerOptions optimizing;

    @Mixin
    private LoopOptions loop;

    @Option(
            names = {"-m", "--model"},
            order = 10,
            paramLabel = "MODEL",
            description = "A built-in network (mlp, small, best) or an architecture in a .json file;"
                    + " default ${DEFAULT-VALUE}.",
            defaultValue = "small")
    private String model;

    @Option(
            names = {"-o", "--out"},
            order = 11,
            paramLabel = "FILE",
            description = "Where to save the model; default ${DEFAULT-VALUE}.",
            defaultValue = "model.safetensors")
    private Path out;

    @Option(
            names = {"-b", "--batch-size"},
            order = 13,
            paramLabel = "N",
            description = "Samples in a batch; default ${DEFAULT-VALUE}.",
            defaultValue = "128")
    private int batchSize;

    @Option(
            names = {"-s", "--seed"},
            order = 14,
            paramLabel = "N",
            description = "Where all random numbers come from; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

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
            names = "--classes",
            order = 17,
            split = ",",
            paramLabel = "NAME",
            description = "Names of the classes, for data that has none.")
    private List<String> classNames = List.of();

    @Option(
            names = "--label-smoothing",
            order = 26,
            paramLabel = "E",
            description = "Which part of the probability to spread over all classes; default ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private double smoothing;

    @Option(
            names = "--workers",
            order = 30,
            paramLabel = "N",
            description = "Threads that prepare batches in the background; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int workers;

    @Option(
            names = "--charts",
            order = 34,
            paramLabel = "DIR",
            description = "Draw learning curves and the confusion matrix, as PNG files.")
    private Path charts;

    @Override
    void run() throws Exception {
        loop.check();
        DataOptions.Parts parts = data.read(List.of());
        Split split = Split.stratified(parts.training(), validation, seed);
        Normalize normalize = Normalize.fit(split.training());
        Shape sample = split.training().sample(0).input().shape();
        int classes = classes(parts.training());
        ModelCard card = ModelCard.of(sample, normalize, names(parts.training(), classes), classes);
        Layer network = network(sample, classes);

        Batches training = Batches.of(split.training(), batchSize)
                .shuffle(seed)
                .transform(transforms(sample, normalize))
                .workers(workers);
        Batches validating =
                Batches.of(split.heldOut(), batchSize).transform(normalize).workers(workers);
        print(
                "%d samples to train with, %d to validate, %d to test; %d classes, shape %s",
                split.training().size(),
                split.heldOut().size(),
                parts.test().map(Dataset::size).orElse(0),
                classes,
                sample);
        print(
                "network %s: %,d weights; matrix products by %s",
                model,
                network.parameters().values().stream()
                        .mapToInt(p -> p.shape().size())
                        .sum(),
                Engine.backend());

        long start = System.nanoTime();
        Optional<TrainingResult> result = train(network, training, validating, card);
        if (result.isEmpty()) {
            return;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        report(result.get(), seconds);
        drawCurves(result.get().epochs());
        if (parts.test().isPresent()) {
            test(network, card, parts.test().get());
        }
    }

    /** Empty if it was interrupted; then nothing must follow, as the machine is about to end. */
    private Optional<TrainingResult> train(Layer network, Batches training, Batches validating, ModelCard card)
            throws IOException {
        Optimizer optimizer = optimizing.create(network);
        try (TrainingProgress progress = new TrainingProgress()) {
            TrainerOptions options = loop.create(training, optimizing, progress, new PlainLines(progress()));
            Trainer trainer = new Trainer(network, optimizer, this::loss, options);
            return GracefulExit.run(trainer, EXIT_LIMIT, () -> {
                if (loop.resumes()) {
                    trainer.resume();
                }
                TrainingResult result =
                        validating.count() == 0 ? trainer.fit(training) : trainer.fit(training, validating);
                if (result.ending() == TrainingResult.Ending.INTERRUPTED) {
                    return Optional.empty();
                }
                card.save(network, out);
                return Optional.of(result);
            });
        }
    }

    private Tensor loss(Tensor outputs, IntArray labels) {
        return Losses.crossEntropy(outputs, labels, ClassLossOptions.DEFAULTS.labelSmoothing(smoothing));
    }

    private Transform[] transforms(Shape sample, Normalize normalize) {
        List<Transform> steps = new ArrayList<>();
        for (Augmentation augmentation : augmentations) {
            if (sample.rank() != 3) {
                throw new ArgumentException("--augment: expected images, got samples of shape " + sample);
            }
            steps.add(augmentation.transform(sample));
        }
        steps.add(normalize);
        return steps.toArray(Transform[]::new);
    }

    private Layer network(Shape sample, int classes) throws IOException {
        RandomGenerator random = new SplitMix(seed);
        Optional<Network> builtIn = Network.named(model);
        if (builtIn.isPresent()) {
            return builtIn.get().create(sample, classes, random);
        }
        if (!model.endsWith(".json")) {
            throw new ArgumentException(
                    "--model: expected one of " + Network.names() + " or a .json file, got " + model);
        }
        return Models.readJson(Path.of(model), random);
    }

    private static int classes(Dataset samples) {
        int highest = IntStream.range(0, samples.size())
                .map(i -> samples.label(i).at(0))
                .max()
                .orElse(0);
        return Math.max(samples.classNames().size(), highest + 1);
    }

    private List<String> names(Dataset samples, int classes) {
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new ArgumentException(
                    "--classes: expected " + classes + " names, got " + classNames.size() + ": " + classNames);
        }
        return classNames.isEmpty() ? samples.classNames() : classNames;
    }

    private void report(TrainingResult result, double seconds) {
        EpochResult last = result.epochs().get(result.epochs().size() - 1);
        put("epochs", result.epochs().size());
        put("seconds", seconds);
        put("training", last.training());
        put("validation", last.validation());
        result.bestEpoch().ifPresent(best -> put("best_epoch", best));
        put("model", out.toString());
        print("trained in %.1f s; saved as %s", seconds, out);
    }

    private void drawCurves(List<EpochResult> done) throws IOException {
        if (charts != null) {
            Files.createDirectories(charts);
            Charts.curves("loss", done, charts.resolve("loss.png"));
            Charts.curves("accuracy", done, charts.resolve("accuracy.png"));
            print("learning curves in %s", charts);
        }
    }

    private void test(Layer network, ModelCard card, Dataset samples) throws IOException {
        Scoring scoring = Scoring.of(network, card, samples, workers);
        put("test", scoring.values());
        print(
                "test: loss %.4f, accuracy %.2f %%",
                scoring.values().get("loss"), 100 * scoring.values().get("accuracy"));
        if (charts != null) {
            Charts.confusion(scoring.confusion(), card.classes(), charts.resolve("confusion.png"));
        }
    }
}
