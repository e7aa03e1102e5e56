package dev.adjoint.file;

import dev.adjoint.MemoryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Reads unknown files, which may be of any kind, and larger than the heap. */
public final class Reading {
    private static final int MEBIBYTE = 1 << 20;

    private Reading() {}

    /** Reads from a file. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Only a regular file has a size and an end. A pipe may keep the reader waiting, and a device never ends. */
    public static void requireRegular(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        throw new FileSystemException(
                file.toString(),
                null,
                "expected a regular file, got a " + (Files.isDirectory(file) ? "directory" : "pipe or a device"));
    }

    /** Opens a regular file. */
    public static InputStream open(Path file) throws IOException {
        requireRegular(file);
        return Files.newInputStream(file);
    }

    /** All bytes of a regular file. */
    public static byte[] all(Path file) throws IOException {
        requireRegular(file);
        return guard(() -> file + ": " + size(file), () -> Files.readAllBytes(file));
    }

    private static String size(Path file) {
        try {
            return mebibytes(Files.size(file));
        } catch (IOException e) {
            return "its bytes";
        }
    }

    /** Names an amount of memory. */
    public static String mebibytes(long bytes) {
        return bytes < MEBIBYTE ? bytes + " bytes" : bytes / MEBIBYTE + " MiB";
    }

    /** Turns an exhausted heap into an error that names the file and the memory that it needs. */
    public static <T> T guard(Supplier<String> what, Work<T> work) throws IOException {
        try {
            return MemoryException.guard(what, () -> {
                try {
                    return work.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
