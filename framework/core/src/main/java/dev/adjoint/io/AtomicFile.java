package dev.adjoint.io;

import dev.adjoint.file.FileErrors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces a file as a whole: the content goes to a temporary file beside it, is forced to disk and moved into place.
 * Whenever the process or the machine stops, the file is the old one or the new one, never a part of either. A failure
 * leaves nothing behind; a killed process may leave the temporary file, {@code .name.*.tmp}.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out where to; closed by the caller
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing an existing one. A symbolic link stays, and the file that it names is replaced.
     *
     * @param file the file; its directory must exist
     * @param content what it will hold
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        Path temporary = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        if (!Files.isDirectory(directory)) {
            throw new IOException("writing " + file + ": there is no directory " + directory);
        }
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            throw new IOException("writing " + file + ": no permission to write into " + directory, e);
        } catch (IOException e) {
            throw new IOException("writing " + file + ": " + FileErrors.reason(e), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceEntry(directory);
    }

    /**
     * Creates a directory and those above it that are missing, so that they survive a power cut too.
     *
     * @param directory the directory
     * @throws IOException if one cannot be created
     */
    public static void createDirectories(Path directory) throws IOException {
        Path above = directory.toAbsolutePath().getParent();
        if (above != null && !Files.isDirectory(directory)) {
            createDirectories(above);
            Files.createDirectory(directory);
            forceEntry(above);
        }
    }

    /** Forces a directory to disk, so that the move survives a power cut too. Windows opens no directories. */
    private static void forceEntry(Path directory) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }
}
