package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.adjoint.DataFormatException;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Csv;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Idx;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.FileSummary;
import dev.adjoint.nn.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each reader meets each kind of file that a user may name: it says which file, and what is wrong with it. */
class FilesOfAnyKindTest {
    @TempDir
    private static Path directory;

    private record Reader(String name, Work work) {
        private interface Work {
            Object read(Path file) throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Reader> READERS = List.of(
            new Reader("safetensors", SafeTensors::open),
            new Reader("summary of a file", FileSummary::of),
            new Reader("model", Models::load),
            new Reader("architecture", file -> Models.readJson(file, new SplittableRandom(1))),
            new Reader("image", file -> ImageFolder.image(file, ImageOptions.GREY)),
            new Reader("IDX", Idx::read),
            new Reader("CIFAR-10", Cifar.CIFAR_10::read),
            new Reader("CSV", Csv::read),
            new Reader("CSV of text", file -> Csv.read(file, CsvOptions.DEFAULTS.header(false))));

    @BeforeAll
    static void make() throws Exception {
        Files.createDirectory(directory.resolve("directory"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("directory"));
        Files.createFile(directory.resolve("empty"));
        Files.writeString(directory.resolve("text"), "It was a dark and stormy night;\nthe rain fell in torrents.\n");
        Files.write(directory.resolve("binary"), "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        SpecialFiles.pipe(directory.resolve("pipe"));
    }

    static Stream<Arguments> readersAndFiles() {
        return READERS.stream()
                .flatMap(reader -> Stream.of("missing", "directory", "link", "pipe", "empty", "text", "binary")
                        .map(file -> arguments(reader, file)));
    }

    /** A pipe that nobody writes into would keep a reader waiting for ever. */
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("readersAndFiles")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void errorsNameTheFile(Reader reader, String name) {
        Path file = directory.resolve(name);
        Throwable error = catchThrowable(() -> reader.work().read(file));
        assertThat(error).isNotNull().hasMessageStartingWith(file.toString());
        switch (name) {
            case "missing" -> assertThat(error).isInstanceOf(NoSuchFileException.class);
            case "directory", "link" ->
                assertThat(error).isInstanceOf(FileSystemException.class).hasMessageEndingWith("got a directory");
            case "pipe" ->
                assertThat(error).isInstanceOf(FileSystemException.class).hasMessageEndingWith("a pipe or a device");
            default -> assertThat(error).isInstanceOf(DataFormatException.class);
        }
    }
}
