package dev.adjoint.suite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.suite.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a file holds, reading it gives data or an error of ours. It takes bounded memory, and an error changes
 * no model.
 */
class FilesFuzzTest {
    private static final int INPUTS = 300;
    private static final int SLOW_INPUTS = 2500;

    @TempDir
    private Path directory;

    static List<FileFormat> formats() throws IOException {
        List<FileFormat> formats = new ArrayList<>(DataFormats.all());
        formats.addAll(ModelFormats.all());
        return formats;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void soundFilesAreRead(FileFormat format) throws IOException {
        for (byte[] sound : format.sound()) {
            format.reader().read(Files.write(directory.resolve("sound"), sound));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void changedFilesAreReadOrRefused(FileFormat format) {
        FileFuzz.Tally tally = new FileFuzz(format, directory).run(0, INPUTS);

        assertThat(tally.refused()).isPositive();
        assertThat(tally.read()).isPositive();
    }

    /** If an architecture without weights asks for more memory than there is, it is refused like any other mistake. */
    @Test
    @Tag("slow")
    void aHeapOf96MegabytesIsEnoughForAllOfThem() throws Exception {
        JavaProcess process = JavaProcess.run(
                List.of("-Xmx96m"),
                FilesFuzzProcess.class,
                String.valueOf(INPUTS),
                String.valueOf(INPUTS + SLOW_INPUTS));
        assertThat(process.exitCode()).as(process.output()).isZero();
    }
}
