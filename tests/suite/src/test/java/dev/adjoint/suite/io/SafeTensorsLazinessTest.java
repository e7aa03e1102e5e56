package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.adjoint.DataFormatException;
import dev.adjoint.io.SafeTensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a tensor takes only the memory of that tensor, regardless of its position and of the rest of the file. */
class SafeTensorsLazinessTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Memory for the classes of assertions, far less than the large tensor would take. */
    private static final long ALLOWANCE = 64 << 20;

    private static final long LARGE = 5_000_000_000L;

    @TempDir
    Path directory;

    /** A large tensor of zeros, which takes no space on the disk, and a small one behind it. */
    private Path file() throws IOException {
        Path path = directory.resolve("large.safetensors");
        String header = "{" + Bytes.entry("large", "U8", "[" + LARGE + "]", "[0," + LARGE + "]") + ","
                + Bytes.entry("small", "F32", "[2]", "[" + LARGE + "," + (LARGE + 8) + "]") + "}";
        byte[] start = Bytes.file(header.getBytes(StandardCharsets.UTF_8), new byte[0]);
        ByteBuffer small = Bytes.little(8).putFloat(1.5f).putFloat(-2);
        try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
            out.write(start);
            out.seek(start.length + LARGE);
            out.write(small.array());
        }
        return path;
    }

    @Test
    void smallTensorBehindALargeOneIsReadAlone() throws IOException {
        Path path = file();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (SafeTensors content = SafeTensors.open(path)) {
            assertThat(content.tensors().get("large").bytes()).isEqualTo(LARGE);
            assertThat(content.array("small").floats()).containsExactly(1.5f, -2);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes of memory taken")
                .isLessThan(ALLOWANCE);
    }

    @Test
    void tensorThatNoArrayHoldsIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path path = file();
        try (SafeTensors content = SafeTensors.open(path)) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> content.longs("large"))
                    .withMessageContaining("tensor 'large': U8[5000000000] is larger than a Java array can be");
            assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> content.bytes("large"));
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes of memory taken")
                    .isLessThan(ALLOWANCE);
        }
    }
}
