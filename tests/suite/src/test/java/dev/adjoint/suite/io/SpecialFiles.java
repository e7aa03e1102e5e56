package dev.adjoint.suite.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are no regular ones. */
public final class SpecialFiles {
    private SpecialFiles() {}

    /** Makes a named pipe, of which a reader waits for a writer. */
    public static Path pipe(Path file) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("mkfifo", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("mkfifo " + file + ": exit code " + exit);
        }
        return file;
    }

    static byte[] readAll(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
