package dev.adjoint.optim;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.file.FileErrors;
import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one training in a directory of their own: the last ones, {@code checkpoint-00000001.safetensors}
 * and so on, and the best one so far, {@code best.safetensors}.
 *
 * <pre>{@code
 * Checkpoints checkpoints = new Checkpoints(directory, 3);
 * Checkpoints.Found found = checkpoints.latest();
 * found.damaged().forEach(e -> System.err.println(e.getMessage()));
 * found.checkpoint().ifPresent(this::resume);
 * ...
 * checkpoints.write(checkpoint);
 * }</pre>
 *
 * <p>A checkpoint that {@link #write} has returned for survives a crash of the process or the machine: it is written
 * beside the others, forced to disk, and gets its name only then; the oldest one is deleted after that. Checkpoints are
 * counted through: the name tells which is the newest, whatever its training step is. One training at a time writes
 * into a directory: a second one is refused, and told whose it is. Not for use by several threads at once.
 */
public final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{8,})\\.safetensors");
    private static final String BEST = "best.safetensors";

    /** What a killed process leaves of these files, see {@link AtomicFile}. */
    private static final Pattern LEFTOVER =
            Pattern.compile("\\.(checkpoint-\\d+|best)\\.safetensors\\.[-0-9a-f]+\\.tmp");

    private final Path directory;
    private final int keep;
    private final Set<Path> damaged = new HashSet<>();
    private Optional<Lock> held = Optional.empty();

    /** The right to write into the directory; closing it lets others in. */
    @FunctionalInterface
    public interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What a search found.
     *
     * @param file the newest whole checkpoint, if there is one
     * @param checkpoint its content
     * @param damaged why newer ones were skipped, each error naming its file
     */
    public record Found(Optional<Path> file, Optional<TrainingCheckpoint> checkpoint, List<AdjointException> damaged) {
        /**
         * Copies the list.
         *
         * @param file the newest whole checkpoint, if there is one
         * @param checkpoint its content
         * @param damaged why newer ones were skipped, each error naming its file
         */
        public Found {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Names a directory. Nothing is read or written yet.
     *
     * @param directory the directory; the first {@link #write} creates it
     * @param keep how many of the last checkpoints to keep, at least 1; with 2 or more, damage of the newest by a
     *     failing disk loses little
     * @throws ArgumentException if {@code keep} is less than 1
     */
    public Checkpoints(Path directory, int keep) {
        if (keep < 1) {
            throw new ArgumentException("checkpoints: expected to keep at least 1, got " + keep);
        }
        this.directory = directory;
        this.keep = keep;
    }

    /**
     * The directory.
     *
     * @return the path given
     */
    public Path directory() {
        return directory;
    }

    /**
     * Keeps all others from writing into the directory, which is made if there is none. Without a lock each
     * {@link #write} takes one for itself. The operating system releases it when the process ends, even if it is
     * killed.
     *
     * @return closes it
     * @throws CheckpointException if another training has the directory, naming it, or it cannot be made
     */
    public Lock lock() {
        create();
        try {
            Lock lock = DirectoryLock.take(directory);
            held = Optional.of(lock);
            return () -> {
                held = Optional.empty();
                lock.close();
            };
        } catch (IOException e) {
            throw new CheckpointException(
                    "checkpoints: cannot lock the directory " + directory + ": " + FileErrors.reason(e), e);
        }
    }

    /** Runs a write with the lock. */
    private <T> T locked(Supplier<T> write) {
        if (held.isPresent()) {
            return write.get();
        }
        Lock lock = lock();
        try (lock) {
            return write.get();
        }
    }

    /**
     * Writes the next checkpoint; then deletes those beyond the ones to keep, and what killed writes left. Checkpoints
     * that {@link #latest} found damaged do not count, and stay for inspection.
     *
     * @param checkpoint what to write
     * @return the file
     * @throws CheckpointException if another training has the directory, the disk is full, the directory is not
     *     writable, or writing fails otherwise; all checkpoints written before are intact then
     */
    public Path write(TrainingCheckpoint checkpoint) {
        return locked(() -> writeNext(checkpoint));
    }

    private Path writeNext(TrainingCheckpoint checkpoint) {
        prepare();
        List<Path> before = files();
        BigInteger next =
                before.isEmpty() ? BigInteger.ONE : number(before.get(0)).add(BigInteger.ONE);
        Path file = directory.resolve(String.format(Locale.ROOT, "checkpoint-%08d.safetensors", next));
        write(checkpoint, file);
        List<Path> whole = before.stream().filter(old -> !damaged.contains(old)).toList();
        delete(whole.subList(Math.min(keep - 1, whole.size()), whole.size()));
        return file;
    }

    /**
     * Writes the best checkpoint so far in place of the former.
     *
     * @param checkpoint what to write
     * @return the file
     * @throws CheckpointException if writing fails; the former one is intact then
     */
    public Path writeBest(TrainingCheckpoint checkpoint) {
        return locked(() -> {
            prepare();
            Path file = directory.resolve(BEST);
            write(checkpoint, file);
            return file;
        });
    }

    /**
     * Finds the newest checkpoint that is whole.
     *
     * @return what was found, nothing if there is no checkpoint or no directory
     * @throws CheckpointException if the directory cannot be read
     */
    public Found latest() {
        List<AdjointException> errors = new ArrayList<>();
        for (Path file : files()) {
            try {
                return new Found(Optional.of(file), Optional.of(read(file)), errors);
            } catch (DataFormatException | CheckpointException e) {
                damaged.add(file);
                errors.add(e);
            }
        }
        return new Found(Optional.empty(), Optional.empty(), errors);
    }

    /**
     * The best checkpoint.
     *
     * @return its content, if one was written
     * @throws DataFormatException if it is damaged
     * @throws CheckpointException if it cannot be read
     */
    public Optional<TrainingCheckpoint> best() {
        Path file = directory.resolve(BEST);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /**
     * The last checkpoints, the best one apart.
     *
     * @return their files, the newest first; none if there is no directory
     * @throws CheckpointException if the directory cannot be read
     */
    public List<Path> files() {
        return matching(NAME).stream()
                .sorted(Comparator.comparing(Checkpoints::number).reversed())
                .toList();
    }

    /** The number of a checkpoint, of any size: a file that somebody else put there must not end the counting. */
    private static BigInteger number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? new BigInteger(name.group(1)) : BigInteger.ZERO;
    }

    private List<Path> matching(Pattern name) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException(
                    "checkpoints: cannot list the directory " + directory + ": " + FileErrors.reason(e), e);
        }
    }

    private void prepare() {
        create();
        delete(matching(LEFTOVER));
    }

    private void create() {
        try {
            AtomicFile.createDirectories(directory);
        } catch (IOException e) {
            throw new CheckpointException(
                    "checkpoints: cannot create the directory " + directory + ": " + FileErrors.reason(e), e);
        }
    }

    private static void delete(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new CheckpointException("checkpoints: cannot delete " + file + ": " + FileErrors.reason(e), e);
            }
        }
    }

    private static void write(TrainingCheckpoint checkpoint, Path file) {
        try {
            checkpoint.write(file);
        } catch (IOException e) {
            throw new CheckpointException("checkpoint: " + e.getMessage(), e);
        }
    }

    private static TrainingCheckpoint read(Path file) {
        try {
            return TrainingCheckpoint.read(file);
        } catch (IOException e) {
            throw new CheckpointException("checkpoint: cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
