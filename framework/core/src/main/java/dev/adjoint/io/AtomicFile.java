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
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.UUID;

/**
 * Replaces a file as a whole: the content goes to a temporary file beside it, is forced to disk and moved into place.
 * Whenever the process or the machine stops, the file is the old one or the new one, never a part of either. A failure
 * leaves nothing behind; a killed process may leave the temporary file, {@code .name.*.tmp}.
 *
 * <p>The new file has the permissions of the old one, and its owner and group where the system lets the process give
 * them. A symbolic link stays, and what it names is replaced, or made if it is missing. What is no regular file, such
 * as a pipe or a device, cannot be replaced: the content is written into it.
 */
public final class AtomicFile {
    private static final int MAX_LINKS = 40;

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
     * Writes a file, replacing an existing one.
     *
     * @param file the file; its directory must exist
     * @param content what it will hold
     * @throws IOException if the file is a directory, or writing fails; an existing regular file is untouched then
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        if (isSpecial(target)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            } catch (IOException e) {
                throw failure(file, target, e);
            }
            return;
        }
        Path temporary = temporary(target);
        try {
            try (FileChannel channel = create(temporary)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            copyAttributes(target, temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure(file, target, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceEntry(target.getParent());
    }

    /**
     * Checks that a file can be written, as far as this can be told before its content exists: that its directory is
     * there and takes a new file, and that the file is no directory. For programs that work for long before they write.
     *
     * @param file the file
     * @throws IOException saying what stands in the way, as {@link #write} would
     */
    public static void requireWritable(Path file) throws IOException {
        Path target = target(file);
        if (isSpecial(target)) {
            if (!Files.isWritable(target)) {
                throw new IOException("writing " + file + ": no permission to write into it");
            }
            return;
        }
        Path temporary = temporary(target);
        try {
            create(temporary).close();
        } catch (IOException e) {
            throw failure(file, target, e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What a path names after all links, whether it is there or not. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        if (Files.isDirectory(file)) {
            throw new IOException("writing " + file + ": it is a directory");
        }
        if (Files.isRegularFile(file)) {
            target = file.toRealPath();
        } else if (!Files.exists(file)) {
            for (int links = 0; Files.isSymbolicLink(target); links++) {
                if (links == MAX_LINKS) {
                    throw new IOException("writing " + file + ": expected at most " + MAX_LINKS
                            + " symbolic links that lead to each other");
                }
                target = target.resolveSibling(Files.readSymbolicLink(target));
            }
        }
        target = target.toAbsolutePath();
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new IOException("writing " + file + ": there is no directory " + target.getParent());
        }
        return target;
    }

    private static boolean isSpecial(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Gives a file the permissions of an existing one, and its owner where the system allows it. */
    private static void copyAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null || !Files.exists(from)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes own = view.readAttributes();
        try {
            if (!own.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!own.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
        } catch (IOException e) {
            // Only the superuser gives files away; the file stays that of the process then.
        }
        view.setPermissions(old.permissions());
    }

    private static IOException failure(Path file, Path target, IOException e) {
        String reason = e instanceof AccessDeniedException
                ? "no permission to write into " + (isSpecial(target) ? "it" : target.getParent())
                : FileErrors.reason(e);
        return new IOException("writing " + file + ": " + reason, e);
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
