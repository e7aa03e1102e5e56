package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.data.Idx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IDX files, both sound ones and ones whose header is false. */
class IdxTest {
    private static final byte[] SOUND =
            bytes(0, 0, 0x08, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 127, 128, 254, 255);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsPixels(boolean compressed) throws IOException {
        Idx idx = Idx.read(file(compressed ? gzip(SOUND) : SOUND));
        assertThat(idx.type()).isEqualTo(Idx.Type.UNSIGNED_BYTE);
        assertThat(idx.shape()).isEqualTo(Shape.of(2, 1, 3));
        assertThat(idx.toInts()).isEqualTo(IntArray.of(Shape.of(2, 1, 3), 0, 1, 127, 128, 254, 255));
        assertThat(idx.toArray(DType.FLOAT64, 1).toDoubleArray()).containsExactly(0, 1, 127, 128, 254, 255);
        assertThat(idx.toArray(DType.FLOAT32, 1 / 255.0).floats())
                .containsExactly(0, 1 / 255f, 127 / 255f, 128 / 255f, 254 / 255f, 1);
    }

    @Test
    void readsAStream() throws IOException {
        assertThat(Idx.read("pixels", new ByteArrayInputStream(SOUND)).shape()).isEqualTo(Shape.of(2, 1, 3));
        assertThat(Idx.read("pixels", new ByteArrayInputStream(gzip(SOUND))).shape())
                .isEqualTo(Shape.of(2, 1, 3));
    }

    @Test
    void readsEveryElementType() throws IOException {
        assertThat(read(bytes(0, 0, 0x09, 1, 0, 0, 0, 2, 0xff, 0x7f)).toInts()).isEqualTo(IntArray.of(-1, 127));
        assertThat(read(bytes(0, 0, 0x0B, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 2)).toInts())
                .isEqualTo(IntArray.of(-2, 258));
        assertThat(read(bytes(0, 0, 0x0C, 1, 0, 0, 0, 1, 0x80, 0, 0, 1)).toInts())
                .isEqualTo(IntArray.of(Integer.MIN_VALUE + 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.write(bytes(0, 0, 0x0D, 1, 0, 0, 0, 1));
        data.writeFloat(-1.5f);
        assertThat(read(out.toByteArray()).toArray(DType.FLOAT64, 2).toDoubleArray())
                .containsExactly(-3);
        out.reset();
        data.write(bytes(0, 0, 0x0E, 0));
        data.writeDouble(Math.PI);
        assertThat(read(out.toByteArray()).toArray(DType.FLOAT64, 1).item()).isEqualTo(Math.PI);
    }

    @Test
    void floatingPointNumbersAreNoLabels() throws IOException {
        Idx idx = read(bytes(0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0));
        assertThatThrownBy(idx::toInts).isInstanceOf(ArgumentException.class).hasMessageContaining("FLOAT");
    }

    @Test
    void readsAFileWithoutElements() throws IOException {
        assertThat(read(bytes(0, 0, 0x08, 2, 0, 0, 0, 0, 0x7f, 0, 0, 0)).shape())
                .isEqualTo(Shape.of(0, 0x7f000000));
    }

    @Test
    void everyTruncationOfAFileIsFound() throws IOException {
        for (int length = 0; length < SOUND.length; length++) {
            DataFormatException error = refused(Arrays.copyOf(SOUND, length));
            assertThat(error.offset()).isLessThanOrEqualTo(length);
        }
    }

    @Test
    void everyTruncationOfACompressedFileIsFound() throws IOException {
        byte[] whole = gzip(SOUND);
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void damageWithinACompressedFileIsFound() throws IOException {
        byte[] damaged = gzip(SOUND);
        damaged[damaged.length - 6] ^= 1;
        assertThat(refused(damaged)).hasMessageContaining("gzip");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesAfterTheElementsAreRefused(boolean compressed) throws IOException {
        byte[] longer = Arrays.copyOf(SOUND, SOUND.length + 1);
        DataFormatException error = refused(compressed ? gzip(longer) : longer);
        assertThat(error).hasMessageContaining("[2, 1, 3]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void headerThatPromisesMoreThanTheFileHoldsTakesNoMemory(boolean compressed) throws IOException {
        byte[] lying = bytes(0, 0, 0x08, 1, 0x3f, 0xff, 0xff, 0xff, 1, 2, 3);
        DataFormatException error = refused(compressed ? gzip(lying) : lying);
        assertThat(error).hasMessageContaining("1073741823").hasMessageContaining("follow");
        assertThat(error.offset()).isEqualTo(8);
    }

    @Test
    void streamThatPromisesMoreThanItHoldsIsRefused() {
        byte[] lying = bytes(0, 0, 0x08, 1, 0x3f, 0xff, 0xff, 0xff, 1, 2, 3);
        assertThatThrownBy(() -> Idx.read("pixels", new ByteArrayInputStream(lying)))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith("pixels: at byte 11")
                .hasMessageContaining("got 3");
    }

    @Test
    void sizesWhoseProductOverflowsAreRefused() throws IOException {
        byte[] huge = bytes(0, 0, 0x0E, 3, 0x40, 0, 0, 0, 0x40, 0, 0, 0, 0x40, 0, 0, 0);
        assertThat(refused(huge)).hasMessageContaining("limit");
    }

    @Test
    void contentAboveTheLimitIsRefused() throws IOException {
        Path file = file(SOUND);
        assertThat(Idx.read(file, 6).shape().size()).isEqualTo(6);
        assertThatThrownBy(() -> Idx.read(file, 5))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("at most 5 bytes");
    }

    @Test
    void wrongHeadersAreNamedWithTheirPlace() throws IOException {
        assertThat(refused(bytes('P', 'K', 3, 4)).offset()).isZero();
        DataFormatException type = refused(bytes(0, 0, 0x0A, 1, 0, 0, 0, 0));
        assertThat(type).hasMessageContaining("0x0a");
        assertThat(type.offset()).isEqualTo(2);
        DataFormatException size = refused(bytes(0, 0, 0x08, 2, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 1));
        assertThat(size).hasMessageContaining("4294967295");
        assertThat(size.offset()).isEqualTo(8);
    }

    @Test
    void errorsNameTheFile() throws IOException {
        assertThat(refused(new byte[0])).hasMessageContaining(directory.toString());
    }

    @Test
    void missingFileIsAnInputError() {
        assertThatThrownBy(() -> Idx.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyBytesGiveContentOrATypedError(@ForAll @Size(max = 24) byte[] tail, @ForAll byte type, @ForAll byte rank)
            throws IOException {
        byte[] content = new byte[tail.length + 4];
        content[2] = type;
        content[3] = rank;
        System.arraycopy(tail, 0, content, 4, tail.length);
        try {
            Idx idx = Idx.read("bytes", new ByteArrayInputStream(content));
            assertThat(idx.toArray(DType.FLOAT64, 1).shape()).isEqualTo(idx.shape());
        } catch (DataFormatException expected) {
            assertThat(expected.offset()).isBetween(0L, (long) content.length);
        }
    }

    private Idx read(byte[] content) throws IOException {
        return Idx.read(file(content));
    }

    private DataFormatException refused(byte[] content) throws IOException {
        Path file = file(content);
        DataFormatException error = catchThrowableOfType(DataFormatException.class, () -> Idx.read(file));
        assertThat(error).as("%d bytes", content.length).isNotNull();
        return error;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("content"), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }
}
