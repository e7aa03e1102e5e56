package dev.adjoint.optim;

import dev.adjoint.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write into a directory, of one holder at a time among all processes. The operating system takes it back
 * when the process ends, however it ends. The file that is locked stays: deleting it could leave two holders, each with
 * a file of its own.
 */
final class DirectoryLock implements Checkpoints.Lock {
    private static final String NAME = "training.lock";

    /** A place in the file that nothing is written to, as some systems let nobody read what is locked. */
    private static final long LOCKED = Long.MAX_VALUE - 1;

    /**
     * Holders in this process, by directory. They are asked first, because closing a second channel of a file would
     * release the lock of the first.
     */
    private static final Map<Path, String> HOLDERS = new ConcurrentHashMap<>();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of a directory. Where files cannot be locked, or none can be made, other processes are not kept
     * out.
     *
     * @throws CheckpointException naming the holder, if there is another
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        String holder =
                HOLDERS.putIfAbsent(real, "thread " + Thread.currentThread().getName() + " of this program");
        if (holder != null) {
            throw taken(directory, holder);
        }
        try {
            return new DirectoryLock(real, lock(directory));
        } catch (CheckpointException e) {
            HOLDERS.remove(real);
            throw e;
        }
    }

    /** The channel that holds the lock, or null if there cannot be one. */
    private static FileChannel lock(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock(LOCKED, 1, false) == null) {
                channel.close();
                throw taken(directory, Files.readString(file).strip());
            }
            String holder = "process " + ProcessHandle.current().pid() + ", since "
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException e) {
            return null;
        }
    }

    private static CheckpointException taken(Path directory, String holder) {
        return new CheckpointException("checkpoints: another training writes into the directory " + directory + ": "
                + holder + "; wait for its end, or give another directory");
    }

    @Override
    public void close() {
        if (HOLDERS.remove(directory) != null && channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new CheckpointException(
                        "checkpoints: cannot release the lock of " + directory + ": " + FileErrors.reason(e), e);
            }
        }
    }
}
