package dev.adjoint.suite.fuzz;

import com.sun.management.ThreadMXBean;
import dev.adjoint.AdjointException;
import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Reads changed files one after the other. A fault is an error that is not ours, an error that does not name the place,
 * or more memory than the format may take.
 */
final class FileFuzz {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SHOWN = 1 << 12;

    /** Where each file is written. */
    static final String FILE = "changed";

    private final FileFormat format;
    private final Path file;

    /** What happened to the files. */
    record Tally(long read, long refused) {}

    /** Works with a file of its own in a directory. */
    FileFuzz(FileFormat format, Path directory) {
        this.format = format;
        this.file = directory.resolve(FILE);
    }

    /** Reads the files with the numbers from {@code from} up to, but not including, {@code to}. */
    Tally run(long from, long to) {
        long refused = 0;
        for (long number = from; number < to; number++) {
            refused += isRead(number) ? 0 : 1;
        }
        return new Tally(to - from - refused, refused);
    }

    private boolean isRead(long number) {
        byte[] content = format.changed(number);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        boolean read;
        try {
            Files.write(file, content);
            before = THREADS.getCurrentThreadAllocatedBytes();
            format.reader().read(file);
            read = true;
        } catch (AdjointException e) {
            if (e.getMessage().isBlank() || e instanceof DataFormatException d && !isPlaced(d)) {
                throw fault(number, content, "was refused without saying where: " + e.getMessage(), e);
            }
            read = false;
        } catch (IOException | RuntimeException | Error e) {
            throw fault(number, content, "gave " + e, e);
        }
        long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (taken > format.memory()) {
            throw fault(number, content, "took " + taken + " bytes of memory", null);
        }
        return read;
    }

    private boolean isPlaced(DataFormatException e) {
        return e.offset() >= 0 && e.source().startsWith(file.getParent().toString());
    }

    private AssertionError fault(long number, byte[] content, String what, Throwable cause) {
        String shown = content.length > SHOWN
                ? content.length + " bytes"
                : Base64.getEncoder().encodeToString(content);
        return new AssertionError(format + " " + number + " " + what + "\nfile: " + shown, cause);
    }
}
