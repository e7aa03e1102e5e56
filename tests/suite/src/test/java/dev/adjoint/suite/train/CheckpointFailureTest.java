package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.NDArray;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.JsonLines;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a checkpoint cannot be written: a clear error, former checkpoints intact, and nothing lost. */
class CheckpointFailureTest {
    @TempDir
    private Path directory;

    private static void assertWhole(Path checkpoints) {
        Checkpoints.Found found = new Checkpoints(checkpoints, 1).latest();
        assertThat(found.checkpoint()).isPresent();
        assertThat(found.damaged()).isEmpty();
    }

    private static ToyTraining toy(Path checkpoints, TrainingListener... listeners) {
        return new ToyTraining(options(checkpoints).listeners(listeners));
    }

    private static TrainerOptions options(Path checkpoints) {
        return ToyTraining.options()
                .checkpoints(CheckpointOptions.in(checkpoints).everySteps(1).keep(1000));
    }

    @Test
    void fullDiskIsAnErrorAfterWhichTrainingGoesOn() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString()), "no right to mount");
        try {
            ToyTraining toy = toy(directory);
            assertThatThrownBy(toy::fit)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageMatching("checkpoint: writing .*checkpoint-\\d{8}\\.safetensors: .*"
                            + "(No space left on device|full).*");
            assertThat(new Checkpoints(directory, 1).files()).isNotEmpty();
            assertWhole(directory);

            ToyTraining resumed = toy(directory);
            assertThat(resumed.trainer.resume()).isTrue();

            assertThat(run("mount", "-o", "remount,size=8m", directory.toString()))
                    .isTrue();
            ToyTraining whole = new ToyTraining(ToyTraining.options());
            TrainingResult expected = whole.fit();
            assertThat(toy.fit()).isEqualTo(expected);
            ToyTraining.assertSameBits(toy.model, whole.model);
            assertThat(resumed.fit()).isEqualTo(expected);
        } finally {
            assertThat(run("umount", directory.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Moves the directory away and puts a file in its place, after some epochs. */
    private record Sabotage(Path place, Path away) implements TrainingListener {
        @Override
        public void onEpoch(EpochResult result) {
            try {
                if (result.epoch() == 2) {
                    Files.move(place, away);
                    Files.writeString(place, "in the way");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void fileInPlaceOfTheDirectoryIsAnErrorAfterWhichTrainingGoesOn() throws IOException {
        Path place = directory.resolve("run");
        Path away = directory.resolve("away");
        ToyTraining toy = toy(place, new Sabotage(place, away));
        assertThatThrownBy(toy::fit).isInstanceOf(CheckpointException.class).hasMessageContaining("run is a file");
        assertWhole(away);

        Files.delete(place);
        Files.move(away, place);
        ToyTraining whole = new ToyTraining(ToyTraining.options());
        assertThat(toy.fit()).isEqualTo(whole.fit());
        ToyTraining.assertSameBits(toy.model, whole.model);
    }

    @Test
    void metricsFileThatCannotBeWrittenIsAnErrorBeforeTrainingBegins() {
        ToyTraining toy = new ToyTraining(ToyTraining.options()
                .listeners(new JsonLines(directory.resolve("none").resolve("metrics.jsonl"))));
        Map<String, NDArray> before = toy.model.state();
        assertThatThrownBy(toy::fit)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("metrics: writing " + directory.resolve("none").resolve("metrics.jsonl")
                        + ": there is no directory " + directory.resolve("none"));
        ToyTraining.assertSameBits(toy.model.state(), before);
    }
}
