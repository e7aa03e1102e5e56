package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new and longer".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void existingFileIsReplaced() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        AtomicFile.write(file, out -> out.write(NEW));
        assertThat(file).hasBinaryContent(NEW);
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void readersSeeTheOldContentUntilTheEnd() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        AtomicFile.write(file, out -> {
            out.write(NEW);
            out.flush();
            assertThat(file).hasBinaryContent(OLD);
        });
        assertThat(file).hasBinaryContent(NEW);
    }

    @Test
    void failureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(NEW);
                    throw new IOException("No space left on device");
                }))
                .withMessage("writing " + file + ": No space left on device");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(NEW);
                    throw new IllegalStateException();
                }));
        assertThat(file).hasBinaryContent(OLD);
        assertThat(directory.toFile().list()).containsExactly("a");
    }

    @Test
    void interruptedWriteIsNamedAndLeavesTheOldFile() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        Thread.currentThread().interrupt();
        try {
            assertThatIOException()
                    .isThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)))
                    .withMessage("writing " + file + ": ClosedByInterruptException");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasBinaryContent(OLD);
        assertThat(directory.toFile().list()).containsExactly("a");
    }

    @Test
    void missingDirectoryIsNamed() {
        Path file = directory.resolve("none").resolve("a");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)))
                .withMessage("writing " + file + ": there is no directory " + file.getParent());
    }

    @Test
    void directoryInThePlaceOfTheFileIsLeftAlone() throws IOException {
        Path file = Files.createDirectory(directory.resolve("a"));
        Files.write(file.resolve("inside"), OLD);
        assertThatIOException().isThrownBy(() -> AtomicFile.write(file, out -> out.write(NEW)));
        assertThat(file.resolve("inside")).hasBinaryContent(OLD);
        assertThat(directory.toFile().list()).containsExactly("a");
    }

    @Test
    void symbolicLinkStaysAndItsFileIsReplaced() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicFile.write(link, out -> out.write(NEW));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasBinaryContent(NEW);
    }
}
