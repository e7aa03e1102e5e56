package dev.adjoint.suite.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads changed files of every kind in a JVM with a small heap. {@code FilesFuzzProcess 0 1000000} reads the first
 * million of each.
 */
final class FilesFuzzProcess {
    private FilesFuzzProcess() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("fuzz");
        try {
            for (FileFormat format : FilesFuzzTest.formats()) {
                FileFuzz.Tally tally =
                        new FileFuzz(format, directory).run(Long.parseLong(args[0]), Long.parseLong(args[1]));
                System.out.println(format + ": " + tally.read() + " read, " + tally.refused() + " refused");
            }
        } finally {
            Files.deleteIfExists(directory.resolve(FileFuzz.FILE));
            Files.delete(directory);
        }
    }
}
