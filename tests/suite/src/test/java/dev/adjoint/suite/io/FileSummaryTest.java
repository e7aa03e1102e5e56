package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.FileSummary;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSummaryTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("a.safetensors");
    }

    @Test
    void modelIsATableOfTensorsAndATreeOfLayers() throws IOException {
        Models.save(
                new Sequential()
                        .add("in", new Linear(4, 16, new SplittableRandom(1)))
                        .add("block", new Residual(new Relu())),
                file);
        assertThat(FileSummary.of(file)).isEqualTo("""
                        tensor     type  shape    bytes
                        in.bias    F32   [16]        64
                        in.weight  F32   [16, 4]    256
                        2 in all                    320

                        metadata
                          adjoint.model: Sequential()
                            in: Linear(in_features=4, out_features=16, bias=true)
                            block: Residual()
                              body: Relu()
                              shortcut: Identity()
                        """);
    }

    @Test
    void fileOfAnyProgramIsDescribed() throws IOException {
        new SafeTensorsWriter()
                .metadata("format", "pt")
                .metadata("notes", "x".repeat(201))
                .add("größe", IntArray.of(Shape.SCALAR, 3))
                .write(file);
        assertThat(FileSummary.of(file)).isEqualTo("""
                        tensor    type  shape  bytes
                        größe     I32   []         4
                        1 in all                   4

                        metadata
                          format: pt
                          notes: %s... (201 characters)
                        """.formatted("x".repeat(200)));
    }

    @Test
    void emptyFileHasNoTensors() throws IOException {
        new SafeTensorsWriter().write(file);
        assertThat(FileSummary.of(file)).isEqualTo("""
                        tensor    type  shape  bytes
                        0 in all                   0
                        """);
    }

    @Test
    void checksumIsCompared() throws IOException {
        TrainingCheckpoint.EMPTY
                .with("epoch", 2)
                .withArrays("model", Map.of("w", NDArray.of(Shape.of(1), 1f)))
                .write(file);
        assertThat(FileSummary.of(file))
                .contains("  adjoint.sha256: matches\n")
                .contains("  adjoint.checkpoint: {\"epoch\":2}\n");
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        assertThat(FileSummary.of(file)).contains("  adjoint.sha256: WRONG, " + file + ": at byte 43: checksum: ");
    }

    @Test
    void wrongArchitectureIsToldBesideTheTensors() throws IOException {
        new SafeTensorsWriter()
                .metadata(ModelFormat.KEY, "{\"type\":\"\\u001b[2J\",\"x\":1}")
                .add("w", IntArray.of(1))
                .write(file);
        assertThat(FileSummary.of(file))
                .contains("w         I32")
                .contains("adjoint.model: WRONG, architecture: at byte 24: the model: unknown field 'x'");
    }

    @Test
    void typesNeedNotBeRegistered() throws IOException {
        new SafeTensorsWriter()
                .metadata(ModelFormat.KEY, "{\"type\":\"Mine\",\"settings\":{\"a\":[1]}}")
                .write(file);
        assertThat(FileSummary.of(file)).contains("adjoint.model: Mine(a=[1])\n");
    }

    @Test
    void charactersThatSteerATerminalAreEscaped() throws IOException {
        new SafeTensorsWriter()
                .metadata("a\u001b[2J", "b\r\u202ec\n")
                .metadata(ModelFormat.KEY, "{\"type\":\"\\u001b[2J\"}")
                .add("w\u0007", IntArray.of(1))
                .write(file);
        assertThat(FileSummary.of(file))
                .contains("  a\\u001b[2J: b\\u000d\\u202ec\\u000a\n")
                .contains("  adjoint.model: \\u001b[2J()\n")
                .contains("w\\u0007")
                .matches("[\\P{Cc}\\n]*");
    }

    @Test
    void damagedFileIsAnError() throws IOException {
        Files.write(file, new byte[7]);
        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> FileSummary.of(file));
    }
}
