package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When the process ends or the disk is full, all earlier checkpoints are whole. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are started by a shell")
class CheckpointCrashTest {
    @TempDir
    Path directory;

    @Test
    @Tag("slow")
    void killedProcessLosesNoCheckpointThatItHadWritten() throws Exception {
        int kills = 25;
        long leftovers = 0;
        Random random = new Random(17);
        for (int i = 0; i < kills; i++) {
            Path run = directory.resolve("run" + i);
            Process process = CheckpointWriter.start("", run, 2, 50_000);
            int delay = random.nextInt(300);
            List<String> lines;
            try (var reader = process.inputReader()) {
                assertThat(reader.readLine()).isEqualTo("1");
                Thread.sleep(delay);
                // Process.destroyForcibly would close the stream, and with it what was printed last.
                process.toHandle().destroyForcibly();
                lines = reader.lines().toList();
            }
            int written = lines.isEmpty() ? 1 : Integer.parseInt(lines.get(lines.size() - 1));
            leftovers += leftovers(run);
            assertWhole(run, written);
        }
        assertThat(leftovers).as("kills in the middle of a write").isPositive();
    }

    private static long leftovers(Path run) {
        return List.of(run.toFile().list()).stream()
                .filter(name -> name.endsWith(".tmp"))
                .count();
    }

    private static void assertWhole(Path run, int written) {
        Checkpoints checkpoints = new Checkpoints(run, 2);
        Checkpoints.Found found = checkpoints.latest();
        assertThat(found.damaged()).isEmpty();
        TrainingCheckpoint newest = found.checkpoint().orElseThrow();
        assertThat(newest.integer("number")).isBetween((long) written, written + 1L);
        assertThat(checkpoints.files()).hasSizeBetween(Math.min(written, 2), 3);
        checkpoints.write(CheckpointWriter.checkpoint(0, 1));
        assertThat(leftovers(run)).isZero();
        assertThat(checkpoints.files()).hasSize(2);
    }

    @Test
    void fullDiskIsNamedAndTheFormerCheckpointsAreIntact() throws IOException {
        Process process = CheckpointWriter.start("ulimit -f 1000; ", directory, 2, 50_000);
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        int written = lines.size() - 1;
        Path failed = directory.resolve("checkpoint-%08d.safetensors".formatted(written + 1));
        assertThat(written).isGreaterThan(1);
        assertThat(lines.get(written)).isEqualTo("checkpoint: writing " + failed + ": File too large");
        Checkpoints checkpoints = new Checkpoints(directory, 2);
        assertThat(checkpoints.latest().checkpoint().orElseThrow().integer("number"))
                .isEqualTo(written);
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "training.lock",
                        checkpoints.files().get(0).getFileName().toString(),
                        checkpoints.files().get(1).getFileName().toString());
    }
}
