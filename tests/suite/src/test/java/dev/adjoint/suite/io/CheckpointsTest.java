package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path directory;

    private static TrainingCheckpoint epoch(int epoch) {
        return TrainingCheckpoint.EMPTY
                .with("epoch", epoch)
                .withArrays("model", Map.of("w", NDArray.full(DType.FLOAT32, Shape.of(1000), epoch)));
    }

    private static List<String> names(Checkpoints checkpoints) {
        return checkpoints.files().stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static void cut(Path file) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
    }

    @Test
    void newestIsFoundAndTheLastOnesAreKept() {
        Checkpoints checkpoints = new Checkpoints(directory.resolve("a/b"), 3);
        IntStream.rangeClosed(1, 12).forEach(epoch -> checkpoints.write(epoch(epoch)));
        assertThat(names(checkpoints))
                .containsExactly(
                        "checkpoint-00000012.safetensors",
                        "checkpoint-00000011.safetensors",
                        "checkpoint-00000010.safetensors");
        Checkpoints.Found found = new Checkpoints(directory.resolve("a/b"), 1).latest();
        assertThat(found.checkpoint().orElseThrow().integer("epoch")).isEqualTo(12);
        assertThat(found.file()).contains(checkpoints.files().get(0));
        assertThat(found.damaged()).isEmpty();
    }

    @Test
    void namesHaveTheSameDigitsInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            Checkpoints checkpoints = new Checkpoints(directory, 1);
            checkpoints.write(epoch(1));
            assertThat(names(checkpoints)).containsExactly("checkpoint-00000001.safetensors");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        Checkpoints checkpoints = new Checkpoints(directory.resolve("none"), 1);
        assertThat(checkpoints.latest())
                .isEqualTo(new Checkpoints.Found(Optional.empty(), Optional.empty(), List.of()));
        assertThat(checkpoints.best()).isEmpty();
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void damagedOnesAreSkippedAndReported() throws IOException {
        Checkpoints checkpoints = new Checkpoints(directory, 5);
        IntStream.rangeClosed(1, 4).forEach(epoch -> checkpoints.write(epoch(epoch)));
        cut(checkpoints.files().get(0));
        Files.write(checkpoints.files().get(1), new byte[0]);
        Checkpoints.Found found = checkpoints.latest();
        assertThat(found.checkpoint().orElseThrow().integer("epoch")).isEqualTo(2);
        assertThat(found.damaged()).hasSize(2).allSatisfy(e -> assertThat(e).isInstanceOf(DataFormatException.class));
        assertThat(found.damaged().get(0)).hasMessageContaining("checkpoint-00000004.safetensors: at byte");
        assertThat(found.damaged().get(1)).hasMessageContaining("checkpoint-00000003.safetensors: at byte 0:");
    }

    @Test
    void damagedOnesTakeNoPlaceOfWholeOnes() throws IOException {
        Checkpoints checkpoints = new Checkpoints(directory, 2);
        IntStream.rangeClosed(1, 3).forEach(epoch -> checkpoints.write(epoch(epoch)));
        cut(checkpoints.files().get(0));
        checkpoints.latest();
        checkpoints.write(epoch(4));
        assertThat(names(checkpoints))
                .containsExactly(
                        "checkpoint-00000004.safetensors",
                        "checkpoint-00000003.safetensors",
                        "checkpoint-00000002.safetensors");
    }

    @Test
    void directoryInPlaceOfACheckpointIsSkippedAndReported() throws IOException {
        Checkpoints checkpoints = new Checkpoints(directory, 5);
        checkpoints.write(epoch(1));
        Path fake = Files.createDirectory(directory.resolve("checkpoint-00000002.safetensors"));
        Checkpoints.Found found = checkpoints.latest();
        assertThat(found.checkpoint().orElseThrow().integer("epoch")).isEqualTo(1);
        assertThat(found.damaged()).singleElement().satisfies(e -> assertThat(e).hasMessageContaining(fake.toString()));
    }

    @Test
    void bestIsReplacedAndOutlivesTheLastOnes() throws IOException {
        Checkpoints checkpoints = new Checkpoints(directory, 1);
        checkpoints.writeBest(epoch(1));
        Path best = checkpoints.writeBest(epoch(2));
        checkpoints.write(epoch(3));
        checkpoints.write(epoch(4));
        assertThat(checkpoints.best().orElseThrow().integer("epoch")).isEqualTo(2);
        cut(best);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(checkpoints::best)
                .withMessageContaining("best.safetensors");
    }

    @Test
    void leftoversOfKilledWritesAreIgnoredAndRemovedByTheNextWrite() throws IOException {
        Path leftover = directory.resolve(".checkpoint-00000009.safetensors.0a1b2c3d-0000-1111-2222-333344445555.tmp");
        Path other = directory.resolve(".vimrc.tmp");
        Files.write(leftover, new byte[9]);
        Files.write(other, new byte[9]);
        Checkpoints checkpoints = new Checkpoints(directory, 2);
        assertThat(checkpoints.latest().damaged()).isEmpty();
        assertThat(leftover).exists();
        checkpoints.write(epoch(1));
        assertThat(leftover).doesNotExist();
        assertThat(other).exists();
        assertThat(names(checkpoints)).containsExactly("checkpoint-00000001.safetensors");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        Path notes = Files.writeString(directory.resolve("notes.txt"), "a");
        Path model = Files.writeString(directory.resolve("checkpoint-final.safetensors"), "b");
        Checkpoints checkpoints = new Checkpoints(directory, 1);
        checkpoints.write(epoch(1));
        checkpoints.write(epoch(2));
        assertThat(notes).exists();
        assertThat(model).exists();
        assertThat(checkpoints.latest().damaged()).isEmpty();
    }

    @Test
    void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> new Checkpoints(file.resolve("run"), 1).write(epoch(1)))
                .withMessage(
                        "checkpoints: cannot create the directory " + file.resolve("run") + ": " + file + " is a file");
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> new Checkpoints(file, 1).latest())
                .withMessage("checkpoints: cannot list the directory " + file + ": " + file + " is a file");
    }

    @Test
    void unwritableDirectoryIsNamedAndTheFormerCheckpointsStay() {
        Checkpoints checkpoints = new Checkpoints(directory, 1);
        checkpoints.write(epoch(1));
        assertThat(directory.toFile().setWritable(false)).isTrue();
        try {
            assumeFalse(Files.isWritable(directory), "an administrator may write everywhere");
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(() -> checkpoints.write(epoch(2)))
                    .withMessage("checkpoint: writing " + directory.resolve("checkpoint-00000002.safetensors")
                            + ": no permission to write into " + directory);
            assertThat(checkpoints.latest().checkpoint().orElseThrow().integer("epoch"))
                    .isEqualTo(1);
        } finally {
            assertThat(directory.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void atLeastOneIsKept() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> new Checkpoints(directory, 0))
                .withMessage("checkpoints: expected to keep at least 1, got 0");
    }

    @Test
    void fileOfAnyNumberDoesNotHideLaterOnes() throws IOException {
        for (String number : List.of("999999999999999999", "9".repeat(40))) {
            Files.write(directory.resolve("checkpoint-" + number + ".safetensors"), new byte[3]);
            Checkpoints checkpoints = new Checkpoints(directory, 3);
            checkpoints.latest();
            for (int epoch = 1; epoch <= 3; epoch++) {
                checkpoints.write(epoch(epoch));
                assertThat(new Checkpoints(directory, 3)
                                .latest()
                                .checkpoint()
                                .orElseThrow()
                                .integer("epoch"))
                        .isEqualTo(epoch);
            }
        }
    }

    @Test
    void lockedDirectoryIsRefusedAndItsHolderNamed() {
        Checkpoints first = new Checkpoints(directory, 1);
        Checkpoints second = new Checkpoints(directory.resolve("."), 1);
        try (Checkpoints.Lock lock = first.lock()) {
            assertThat(lock).isNotNull();
            first.write(epoch(1));
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(() -> second.write(epoch(2)))
                    .withMessageContaining("another training writes into the directory")
                    .withMessageContaining("thread " + Thread.currentThread().getName() + " of this program");
            first.write(epoch(3));
        }
        second.write(epoch(4));
        assertThat(second.latest().checkpoint().orElseThrow().integer("epoch")).isEqualTo(4);
    }
}
