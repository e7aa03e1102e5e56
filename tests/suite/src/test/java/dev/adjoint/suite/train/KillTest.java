package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that train are killed or interrupted, and end with the same bits as one that is left alone. */
@Tag("slow")
class KillTest {
    private static final int KILLS = 20;

    @TempDir
    private static Path whole;

    @TempDir
    private Path directory;

    @BeforeAll
    static void trainWithoutInterruption() throws Exception {
        try (TrainingProcess process = TrainingProcess.start(whole, 0)) {
            assertThat(process.remainingLines()).endsWith("COMPLETED");
            assertThat(process.exitCode()).isZero();
        }
    }

    private void assertSameAsWhole() {
        assertThat(directory.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(whole.resolve("weights.safetensors"));
        assertThat(directory.resolve("metrics.jsonl")).hasSameBinaryContentAs(whole.resolve("metrics.jsonl"));
    }

    private void finish() throws Exception {
        try (TrainingProcess process = TrainingProcess.start(directory, 0)) {
            assertThat(process.remainingLines()).endsWith("COMPLETED");
            assertThat(process.exitCode()).isZero();
        }
        assertSameAsWhole();
    }

    /** Every other time after a random time, else in the middle of the next write. */
    @Test
    void killedAtRandomMomentsAndResumedItEndsWithTheSameBits() throws Exception {
        Random random = new Random();
        int duringWrites = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (TrainingProcess process = TrainingProcess.start(directory, 0)) {
                if (process.awaitSaved(1 + random.nextInt(3))) {
                    if (kill % 2 == 0) {
                        Thread.sleep(random.nextInt(12));
                    } else {
                        process.awaitWriting();
                    }
                }
                process.kill();
                duringWrites += process.isWriting() ? 1 : 0;
                if (process.hasWeights()) {
                    assertSameAsWhole();
                    clear();
                }
            }
        }
        assertThat(duringWrites).as("kills that left a checkpoint half written").isPositive();
        finish();
    }

    /** For another training in the same place. */
    private void clear() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void secondTrainingInADirectoryIsToldWhoseItIsUntilTheFirstIsKilled() throws Exception {
        Checkpoints second = new Checkpoints(directory.resolve("checkpoints"), 3);
        try (TrainingProcess process = TrainingProcess.start(directory, 20)) {
            assertThat(process.awaitSaved(2)).isTrue();
            assertThatThrownBy(() -> second.write(TrainingCheckpoint.EMPTY))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("another training writes into the directory")
                    .hasMessageContaining("process " + process.pid() + ", since ");
            process.kill();
        }
        assertThat(second.write(TrainingCheckpoint.EMPTY)).exists();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void signalEndsItWithACheckpointAndAnExitCode(String signal, int exitCode) throws Exception {
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "processes in the background may ignore SIGINT");
        try (TrainingProcess process = TrainingProcess.start(directory, 20)) {
            assertThat(process.awaitSaved(2)).isTrue();
            assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(process.remainingLines()).endsWith(TrainingProcess.SAVED, "INTERRUPTED");
            assertThat(process.exitCode()).isEqualTo(exitCode);
            assertThat(process.hasWeights()).isFalse();
        }
        finish();
    }

    /** A process inherits from the one that starts it which signals it does not get. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .mapToLong(
                                line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(mask -> (mask & 2) != 0);
    }
}
