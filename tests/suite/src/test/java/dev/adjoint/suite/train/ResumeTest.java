package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.SplitMix;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.Clipping;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.Improvement;
import dev.adjoint.optim.JsonLines;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.Monitor;
import dev.adjoint.optim.OneCycleLr;
import dev.adjoint.optim.ReduceOnPlateau;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.TopKAccuracy;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingCheckpoint;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import dev.adjoint.optim.TrainingResult.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is interrupted and taken up again gives the same bits as one that is not. */
class ResumeTest {
    private static final int BATCHES = ToyTraining.EPOCHS * 5;

    @TempDir
    private Path directory;

    /** The power fails after so many batches. */
    private static final class Crash implements TrainingListener {
        private int left;

        Crash(int batches) {
            left = batches;
        }

        @Override
        public void onBatch(BatchResult result) {
            if (--left == 0) {
                throw new IllegalStateException("power failure");
            }
        }
    }

    static Stream<Arguments> settings() {
        TrainerOptions options = ToyTraining.options();
        return Stream.of(
                Arguments.of(
                        2,
                        options.learningRate(
                                LearningRate.perStep(OneCycleLr.of(0.02, options.steps(ToyTraining.TRAINING))))),
                Arguments.of(
                        1,
                        options.accumulation(1)
                                .monitor(Monitor.validation("loss", Improvement.minimize()))
                                .learningRate(LearningRate.onPlateau(
                                        ReduceOnPlateau.options().patience(0).factor(0.5)))
                                .keepBest(true)
                                .patience(2)));
    }

    private TrainerOptions saving(TrainerOptions options, String name, TrainingListener... listeners) {
        return options.checkpoints(CheckpointOptions.in(directory.resolve(name)).everySteps(1))
                .listeners(listeners);
    }

    private TrainerOptions saving(String name) {
        return saving(ToyTraining.options(), name);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("settings")
    void afterACrashAtAnyBatchItEndsWithTheSameBits(int accumulation, TrainerOptions options) throws IOException {
        Path expectedLines = directory.resolve("whole.jsonl");
        ToyTraining whole = new ToyTraining(saving(options, "whole", new JsonLines(expectedLines)));
        TrainingResult expected = whole.fit();

        for (int crash = 1; crash <= BATCHES; crash++) {
            Path lines = directory.resolve(crash + ".jsonl");
            TrainerOptions crashing = saving(options, "run" + crash, new JsonLines(lines), new Crash(crash))
                    .checkpoints(CheckpointOptions.in(directory.resolve("run" + crash))
                            .everySteps(1));
            boolean crashed = false;
            try {
                new ToyTraining(crashing).fit();
            } catch (IllegalStateException e) {
                crashed = true;
            }
            assertThat(crashed || expected.epochs().size() * 5 < crash).isTrue();

            ToyTraining again = new ToyTraining(saving(options, "run" + crash, new JsonLines(lines)), new SplitMix(99));
            assertThat(again.trainer.resume()).isEqualTo(crash > accumulation);
            if (crash <= accumulation) {
                again = new ToyTraining(saving(options, "run" + crash, new JsonLines(lines)));
            }
            assertThat(again.fit()).as("crash after batch %d", crash).isEqualTo(expected);
            ToyTraining.assertSameBits(again.model, whole.model);
            assertThat(lines).hasSameBinaryContentAs(expectedLines);
        }
    }

    @Test
    void stopInTheMiddleOfAStepKeepsItsGradients() {
        ToyTraining whole = new ToyTraining(ToyTraining.options());
        TrainingResult expected = whole.fit();
        for (int batch = 1; batch < BATCHES; batch++) {
            int last = batch;
            ToyTraining[] toy = new ToyTraining[1];
            TrainingListener stop = new TrainingListener() {
                private int done;

                @Override
                public void onBatch(BatchResult result) {
                    if (++done == last) {
                        toy[0].trainer.requestStop();
                    }
                }
            };
            toy[0] = new ToyTraining(saving(ToyTraining.options(), "stop" + batch, stop));
            assertThat(toy[0].fit().ending()).isEqualTo(Ending.INTERRUPTED);

            ToyTraining again = new ToyTraining(saving("stop" + batch), new SplitMix(99));
            assertThat(again.trainer.resume()).isTrue();
            assertThat(again.fit()).as("stop after batch %d", batch).isEqualTo(expected);
            ToyTraining.assertSameBits(again.model, whole.model);
        }
    }

    private List<String> warningsOfAResume(String name, UnaryOperator<Map<String, Object>> change) throws IOException {
        for (Path file : checkpoints(name)) {
            TrainingCheckpoint saved = TrainingCheckpoint.read(file);
            new TrainingCheckpoint(saved.arrays(), change.apply(new LinkedHashMap<>(saved.values()))).write(file);
        }
        List<String> warnings = new ArrayList<>();
        ToyTraining again = new ToyTraining(saving(ToyTraining.options(), name, new TrainingListener() {
            @Override
            public void onWarning(String message) {
                warnings.add(message);
            }
        }));
        assertThat(again.trainer.resume()).isTrue();
        return warnings;
    }

    @Test
    void otherBackendThanWhenItWasSavedIsAWarning() throws IOException {
        new ToyTraining(saving("backend")).fit();
        assertThat(warningsOfAResume("backend", values -> values)).isEmpty();
        assertThat(warningsOfAResume("backend", values -> {
                    values.put("computed_by", "an abacus");
                    return values;
                }))
                .singleElement()
                .asString()
                .startsWith("the checkpoint was computed by an abacus, what follows is by ");
    }

    @Test
    void checkpointThatDoesNotSayWhatComputedItIsReadAsBefore() throws IOException {
        new ToyTraining(saving("old")).fit();
        assertThat(warningsOfAResume("old", values -> {
                    values.remove("computed_by");
                    return values;
                }))
                .isEmpty();
    }

    @Test
    void generatorOfOnesOwnGoesOn() {
        SplitMix noise = new SplitMix(1);
        new ToyTraining(saving("own").generator("noise", noise)).fit();
        SplitMix other = new SplitMix(2);
        new ToyTraining(saving("own").generator("noise", other)).trainer.resume();
        assertThat(other.state()).isEqualTo(noise.state());
    }

    @Test
    void finishedTrainingHasNothingLeftToDoButMayGetMoreEpochs() {
        ToyTraining short4 = new ToyTraining(saving("more"));
        TrainingResult result = short4.fit();

        ToyTraining again = new ToyTraining(saving("more"));
        again.trainer.resume();
        assertThat(again.fit()).isEqualTo(result);
        ToyTraining.assertSameBits(again.model, short4.model);

        TrainerOptions six = TrainerOptions.epochs(6).accumulation(2).clipping(Clipping.byNorm(1));
        ToyTraining longer = new ToyTraining(saving(six.metrics(new Accuracy()), "more"));
        longer.trainer.resume();
        assertThat(longer.fit().epochs()).hasSize(6).startsWith(result.epochs().toArray(EpochResult[]::new));
        ToyTraining whole = new ToyTraining(six.metrics(new Accuracy()));
        whole.fit();
        ToyTraining.assertSameBits(longer.model, whole.model);
    }

    @Test
    void damagedCheckpointIsPassedOverAndReported() throws IOException {
        TrainingResult expected = new ToyTraining(saving("damaged")).fit();
        List<Path> files = checkpoints("damaged");
        Files.write(files.get(0), new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);
        List<Path> resumed = new ArrayList<>();
        List<AdjointException> passedOver = new ArrayList<>();
        ToyTraining again = new ToyTraining(saving(ToyTraining.options(), "damaged", new TrainingListener() {
            @Override
            public void onResume(Path file, List<AdjointException> damaged) {
                resumed.add(file);
                passedOver.addAll(damaged);
            }
        }));
        assertThat(again.trainer.resume()).isTrue();
        assertThat(resumed).containsExactly(files.get(1));
        assertThat(passedOver).hasSize(1);
        assertThat(passedOver.get(0))
                .hasMessageContaining(files.get(0).getFileName().toString());
        assertThat(again.fit()).isEqualTo(expected);
    }

    @Test
    void onlyDamagedCheckpointsAreAnError() throws IOException {
        new ToyTraining(saving("all")).fit();
        for (Path file : checkpoints("all")) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        assertThatThrownBy(() -> new ToyTraining(saving("all")).trainer.resume())
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("resume: none of the 3 checkpoints is whole; the newest: ");
    }

    @Test
    void otherTrainingIsRefusedAndNothingChanged() {
        new ToyTraining(saving("other")).fit();
        Linear model = new Linear(36, 3, new SplitMix(1));
        Map<String, NDArray> before = model.state();
        Trainer trainer = new Trainer(model, new Sgd(model, 1), Losses::crossEntropy, saving("other"));
        assertThatThrownBy(trainer::resume)
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("load into Linear");
        ToyTraining.assertSameBits(model.state(), before);
    }

    @Test
    void otherSettingsAreRefusedAndNothingChanged() {
        new ToyTraining(saving("settings")).fit();
        assertRefused(ToyTraining.options().accumulation(3), "accumulation: expected 2 batches a step");
        assertRefused(ToyTraining.options().metrics(new TopKAccuracy(2)), "metrics: expected 2 with the loss");
        ToyTraining toy = new ToyTraining(saving("settings"));
        toy.trainer.resume();
        assertThatThrownBy(() -> toy.trainer.fit(ToyTraining.VALIDATION))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("training: expected 5 batches an epoch, as when it began, got 3");
    }

    private void assertRefused(TrainerOptions options, String message) {
        SplitMix random = new SplitMix(3);
        ToyTraining toy = new ToyTraining(saving(options, "settings"), random);
        Map<String, NDArray> before = toy.model.state();
        long[] state = random.state();
        assertThatThrownBy(toy.trainer::resume).hasMessageStartingWith(message);
        ToyTraining.assertSameBits(toy.model.state(), before);
        assertThat(toy.optimizer.state().steps()).isEmpty();
        assertThat(random.state()).isEqualTo(state);
    }

    @Test
    void checkpointsOfAnotherTrainingAreNotOverwritten() {
        new ToyTraining(saving("taken")).fit();
        List<Path> before = checkpoints("taken");
        assertThatThrownBy(() -> new ToyTraining(saving("taken")).fit())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("holds those of another training; resume it or give another directory");
        assertThat(checkpoints("taken")).isEqualTo(before);
    }

    @Test
    void generatorThatCannotBeSavedIsRefusedFromTheStart() {
        assertThatThrownBy(() -> new ToyTraining(saving("generator"), new SplittableRandom(1)))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("checkpoints: expected generators whose state can be saved, got a SplittableRandom as"
                        + " model/4/random; use dev.adjoint.SplitMix, which draws the numbers of"
                        + " SplittableRandom");
        assertThat(new ToyTraining(ToyTraining.options(), new SplittableRandom(3)).fit())
                .isEqualTo(new ToyTraining(ToyTraining.options()).fit());
    }

    @Test
    void withoutCheckpointsThereIsNothingToResume() {
        assertThat(new ToyTraining(saving("none")).trainer.resume()).isFalse();
    }

    @Test
    void checkpointsAreWrittenWhenTheyAreDueAndTheLastOnesKept() {
        List<String> written = new ArrayList<>();
        TrainingListener[] watch = {
            new TrainingListener() {
                private int batches;

                @Override
                public void onBatch(BatchResult result) {
                    batches++;
                }

                @Override
                public void onCheckpoint(Path file) {
                    written.add(batches + " " + file.getFileName());
                }
            }
        };
        new ToyTraining(ToyTraining.options()
                        .listeners(watch)
                        .checkpoints(CheckpointOptions.in(directory.resolve("due"))
                                .everySteps(4)
                                .everyEpochs(3)
                                .keep(2)))
                .fit();
        // Three steps an epoch: after batches 2, 4 and 5. At the end what the third epoch did not save.
        assertThat(written)
                .containsExactly(
                        "7 checkpoint-00000001.safetensors",
                        "14 checkpoint-00000002.safetensors",
                        "15 checkpoint-00000003.safetensors",
                        "20 checkpoint-00000004.safetensors",
                        "20 checkpoint-00000005.safetensors");
        assertThat(checkpoints("due")).hasSize(2);
    }

    private List<Path> checkpoints(String name) {
        return new Checkpoints(directory.resolve(name), 3).files();
    }
}
