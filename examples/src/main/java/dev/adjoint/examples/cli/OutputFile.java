package dev.adjoint.examples.cli;

import dev.adjoint.data.Classifier;
import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the trained model goes. */
final class OutputFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Option(
            names = {"-o", "--out"},
            order = 11,
            paramLabel = "FILE",
            description = "Where to save the model; default ${DEFAULT-VALUE}.",
            defaultValue = "model.safetensors")
    private Path out;

    Path path() {
        return out;
    }

    /** Checks, before the work, that the model can be saved after it. */
    void check() throws IOException {
        AtomicFile.requireWritable(out);
    }

    /** Saves the model; if it cannot be written where it should go, it is not lost but written elsewhere. */
    void save(Classifier classifier) throws IOException {
        try {
            classifier.save(out);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + rescue(classifier), e);
        }
    }

    private String rescue(Classifier classifier) {
        String name = "rescued-" + LocalDateTime.now().format(TIME) + "-" + out.getFileName();
        for (Path directory : List.of(
                out.toAbsolutePath().getParent(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("java.io.tmpdir")))) {
            Path file = directory.resolve(name);
            try {
                classifier.save(file);
                return "the trained model is in " + file;
            } catch (IOException e) {
                // The next directory may take it.
            }
        }
        return "no other directory took the trained model either";
    }
}
