package dev.adjoint.examples.cli;

import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Split;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.GracefulExit;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.PlainLines;
import dev.adjoint.optim.ProgressBar;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
            "  adjoint train --data fashion-mnist --limit 5000 --epochs 3",
            "  adjoint train --data fashion-mnist --from model.safetensors --learning-rate 0.001",
            "  adjoint train --data photos --size 32x32 --model best --augment flip,crop=4,rotate=10",
            "  adjoint train --data iris.csv --label species --model mlp --epochs 50 --batch-size 16"
        })
final class TrainCommand extends Reporting {
    private static final Duration EXIT_LIMIT = Duration.ofMinutes(1);

    @Mixin
    private DataOptions data;

    @Mixin
    private StartOptions start;

    @Mixin
    private OutputFile out;

    @Mixin
    private SampleOptions samples;

    @Mixin
    private OptimizerOptions optimizing;

    @Mixin
    private LoopOptions loop;

    @Option(
            names = "--label-smoothing",
            order = 26,
            paramLabel = "E",
            description = "Which part of the probability to spread over all classes; default ${DEFAULT-VALUE}.",
            defaultValue = "0")
    private double smoothing;

    @Option(
            names = "--charts",
            order = 34,
            paramLabel = "DIR",
            description = "Draw learning curves and the confusion matrix, as PNG files.")
    private Path charts;

    /** Everything that can be known to fail is checked first, so that no training is lost. */
    private void check() throws IOException {
        samples.check();
        optimizing.check();
        loop.check();
        Check.holds(smoothing >= 0 && smoothing < 1, "--label-smoothing", "a part from 0 to below 1", smoothing);
        out.check();
        if (charts != null) {
            Files.createDirectories(charts);
        }
    }

    @Override
    void run() throws Exception {
        check();
        Optional<Classifier> trained = start.trained();
        DataOptions.Parts parts = data.read(trained);
        Split split = samples.split(parts.training(), start.seed());
        Classifier classifier = start.create(trained, parts.training(), split.training());
        Batches training = samples.training(split.training(), start.seed());
        Batches validating = samples.validating(split.heldOut());
        print(
                "%d samples to train with, %d to validate, %d to test; %d classes, shape %s",
                split.training().size(),
                split.heldOut().size(),
                parts.test().map(Dataset::size).orElse(0),
                classifier.classes().size(),
                classifier.input().orElseThrow());
        print(
                "network %s: %,d weights; matrix products by %s",
                start.name(),
                classifier.model().parameters().values().stream()
                        .mapToInt(p -> p.shape().size())
                        .sum(),
                Engine.backend());

        long begin = System.nanoTime();
        Optional<TrainingResult> result = train(classifier, training, validating);
        if (result.isEmpty()) {
            return;
        }
        report(result.get(), (System.nanoTime() - begin) / 1e9);
        drawCurves(result.get().epochs());
        if (parts.test().isPresent()) {
            test(classifier, parts.test().get());
        }
    }

    /** Empty if it was interrupted; then nothing must follow, as the machine is about to end. */
    private Optional<TrainingResult> train(Classifier classifier, Batches training, Batches validating)
            throws IOException {
        Optimizer optimizer = optimizing.create(classifier.model());
        try (ProgressBar progress = new ProgressBar(progress(), new PlainLines(Terminal.printable(progress())))) {
            TrainerOptions options = loop.create(training, optimizing, progress);
            Trainer trainer = new Trainer(classifier.model(), optimizer, this::loss, options);
            return GracefulExit.run(trainer, EXIT_LIMIT, () -> fit(trainer, classifier, training, validating));
        }
    }

    private Optional<TrainingResult> fit(Trainer trainer, Classifier classifier, Batches training, Batches validating)
            throws IOException {
        if (loop.resumes()) {
            trainer.resume();
        }
        TrainingResult result = validating.count() == 0 ? trainer.fit(training) : trainer.fit(training, validating);
        if (result.ending() == TrainingResult.Ending.INTERRUPTED) {
            progress().println(loop.afterInterruption());
            return Optional.empty();
        }
        out.save(classifier);
        return Optional.of(result);
    }

    private Tensor loss(Tensor outputs, IntArray labels) {
        return Losses.crossEntropy(outputs, labels, ClassLossOptions.DEFAULTS.labelSmoothing(smoothing));
    }

    private void report(TrainingResult result, double seconds) {
        EpochResult last = result.epochs().get(result.epochs().size() - 1);
        put("epochs", result.epochs().size());
        put("seconds", seconds);
        put("training", last.training());
        put("validation", last.validation());
        result.bestEpoch().ifPresent(best -> put("best_epoch", best));
        put("model", out.path().toString());
        print("trained in %.1f s; saved as %s", seconds, out.path());
    }

    private void drawCurves(List<EpochResult> done) throws IOException {
        if (charts != null) {
            Charts.curves("loss", done, charts.resolve("loss.png"));
            Charts.curves("accuracy", done, charts.resolve("accuracy.png"));
            print("learning curves in %s", charts);
        }
    }

    private void test(Classifier classifier, Dataset held) throws IOException {
        Scoring scoring = Scoring.of(classifier, held, samples.workers());
        put("test", scoring.values());
        print(
                "test: loss %.4f, accuracy %.2f %%",
                scoring.values().get("loss"), 100 * scoring.values().get("accuracy"));
        if (charts != null) {
            Charts.confusion(scoring.confusion(), scoring.classes(), charts.resolve("confusion.png"));
        }
    }
}
