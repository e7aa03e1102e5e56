package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void danglingLinkStaysAndItsFileIsMade() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("between"));
        Files.createSymbolicLink(directory.resolve("between"), Path.of("a"));
        AtomicFile.write(link, out -> out.write(NEW));
        assertThat(link).isSymbolicLink();
        assertThat(directory.resolve("between")).isSymbolicLink();
        assertThat(directory.resolve("a")).isRegularFile().hasBinaryContent(NEW);
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(link, out -> out.write(NEW)))
                .withMessageContaining("symbolic links");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rwxr-x--x", "rw-rw-rw-", "r--r--r--"})
    void permissionsStay(String permissions) throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        AtomicFile.write(file, out -> out.write(NEW));
        assertThat(file).hasBinaryContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(permissions);
    }

    @Test
    void ownerStaysWhereTheProcessMayGiveFilesAway() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        try {
            Files.setAttribute(file, "unix:uid", 12345);
            Files.setAttribute(file, "unix:gid", 23456);
        } catch (IOException e) {
            assumeThat(e).as("only the superuser gives files away").isNull();
        }
        AtomicFile.write(file, out -> out.write(NEW));
        assertThat(Files.readAttributes(file, "unix:uid,gid"))
                .containsEntry("uid", 12345)
                .containsEntry("gid", 23456);
    }

    @Test
    void pipeIsWrittenIntoAndStays() throws Exception {
        Path pipe = SpecialFiles.pipe(directory.resolve("pipe"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);
        for (Path file : List.of(pipe, link)) {
            CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> SpecialFiles.readAll(pipe));
            AtomicFile.requireWritable(file);
            AtomicFile.write(file, out -> out.write(NEW));
            assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo(NEW);
        }
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther())
                .isTrue();
        assertThat(link).isSymbolicLink();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("pipe", "link");
    }

    @Test
    void whatCannotBeWrittenIsToldBefore() throws IOException {
        Path file = Files.write(directory.resolve("a"), OLD);
        AtomicFile.requireWritable(file);
        AtomicFile.requireWritable(directory.resolve("new"));
        assertThat(file).hasBinaryContent(OLD);
        assertThat(directory.toFile().list()).containsExactly("a");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.requireWritable(directory))
                .withMessage("writing " + directory + ": it is a directory");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.requireWritable(file.resolve("b")))
                .withMessage("writing " + file.resolve("b") + ": there is no directory " + file);
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.requireWritable(directory.resolve("n".repeat(250))))
                .withMessageContaining("too long");
    }
}
