package dev.adjoint.suite.io;

import static dev.adjoint.suite.io.Bytes.entry;
import static dev.adjoint.suite.io.Bytes.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With any bytes, a file is read, or is refused with a {@link DataFormatException} that names the place. */
class SafeTensorsDamageTest {
    private static final String X = entry("x", "F32", "[2]", "[0,8]");

    private static final byte[] VALID = new SafeTensorsWriter()
            .metadata("größe", "1\n2")
            .add("weight", NDArray.of(Shape.of(2, 1), 1f, -2f))
            .add("steps", Shape.SCALAR, 7)
            .toBytes();

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("no bytes at all", new byte[0], "first 8 bytes", 0),
                damage("a cut length", new byte[7], "first 8 bytes", 7),
                damage("an empty header", file("", 0), "expected '{' first", 8),
                damage("a length beyond the file", new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'}, "only 2 follow", 0),
                damage("a length beyond the limit", length(100_000_001), "at most 100000000, and are 100000001", 0),
                damage("a negative length", length(-1), "18446744073709551615", 0),
                damage("a big-endian length", new byte[] {0, 0, 0, 0, 0, 0, 0, 2, '{', '}'}, "144115188075855872", 0),
                damage("a byte order mark", file("\ufeff{}", 0), "expected '{' first", 8),
                damage("white space in front", file(" {}", 0), "expected '{' first", 8),
                damage("zeros as padding", file("{}\0\0", 0), "only spaces after its end", 10),
                damage("two objects", file("{}{}", 0), "only spaces after its end", 10),
                damage("UTF-16", file("{}".getBytes(StandardCharsets.UTF_16LE), new byte[0]), "JSON", 10),
                damage("a list", file("[]", 0), "expected '{' first", 8),
                damage("overlong UTF-8", file(new byte[] {'{', (byte) 0xc0, (byte) 0x80}, new byte[0]), "UTF-8", 9),
                damage("a cut UTF-8 sequence", file(new byte[] {'{', '"', (byte) 0xc3}, new byte[0]), "UTF-8", 10),
                damage("UTF-8 of half a surrogate pair", halfPair(), "UTF-8", 10),
                damage("an escaped half of a surrogate pair", file("{\"\\ud800\":1}", 0), "surrogate", 16),
                damage("the same in metadata", file("{\"__metadata__\":{\"a\":\"\\ud800\"}}", 0), "surrogate", 29),
                damage("a comment", file("{/**/}", 0), "JSON", 9),
                damage("single quotes", file("{'x':1}", 0), "JSON", 9),
                damage("a comma too many", file("{" + X + ",}", 8), "JSON", 62),
                damage("a control character in a name", file("{\"\u0001\":1}", 0), "JSON", 10),
                damage("no closing brace", file("{" + X, 8), "JSON", 61),
                damage("a tensor that is a number", file("{\"x\":1}", 0), "expected an object", 13),
                damage("a tensor that is null", file("{\"x\":null}", 0), "expected an object", 13),
                damage("a tensor that is a list", header("[\"F32\",[2],[0,8]]"), "expected an object", 13),
                damage("a name twice", file("{" + X + "," + X + "}", 8), "'x': the name occurs twice", 62),
                damage("a field twice", header("{\"dtype\":\"F32\",\"dtype\":\"F32\"}"), "occurs twice", 28),
                damage("no dtype", header("{\"shape\":[2],\"data_offsets\":[0,8]}"), "expected dtype", 9),
                damage("no shape", header("{\"dtype\":\"F32\",\"data_offsets\":[0,8]}"), "expected dtype", 9),
                damage("no offsets", header("{\"dtype\":\"F32\",\"shape\":[2]}"), "two data_offsets", 9),
                damage("an unknown dtype", one("f32", "[2]", "[0,8]"), "got 'f32'", 22),
                damage("a dtype that is a number", header("{\"dtype\":32}"), "dtype: expected a string", 22),
                damage("a size that is negative", one("F32", "[-2]", "[0,8]"), "at least 0", 37),
                damage("a size that is minus zero", one("F32", "[-0]", "[0,0]"), "at least 0", 37),
                damage("a size with a fraction", one("F32", "[2.0]", "[0,8]"), "at least 0", 37),
                damage("a size with an exponent", one("F32", "[2e0]", "[0,8]"), "at least 0", 37),
                damage("a size that is text", one("F32", "[\"2\"]", "[0,8]"), "at least 0", 37),
                damage("a size that is NaN", one("F32", "[NaN]", "[0,8]"), "JSON", 40),
                damage("a size with a leading zero", one("F32", "[02]", "[0,8]"), "JSON", 38),
                damage("a size of 65 bits", one("F32", "[18446744073709551616]", "[0,8]"), "64 bits", 37),
                damage("a nested shape", one("F32", "[[2]]", "[0,8]"), "at least 0", 37),
                damage("a shape that is text", one("F32", "\"2\"", "[0,8]"), "expected a list", 36),
                damage("one offset", one("F32", "[2]", "[8]"), "two data_offsets", 9),
                damage("three offsets", one("F32", "[2]", "[0,8,8]"), "two data_offsets", 9),
                damage("offsets backwards", one("F32", "[2]", "[8,0]"), "end before they begin", 9),
                damage("a hole in front", one("F32", "[1]", "[4,8]"), "from 0 on belong to no tensor", 9),
                damage("too few bytes for the shape", one("F32", "[3]", "[0,8]"), "need 12 bytes", 9),
                damage("too many bytes for the shape", one("F32", "[1]", "[0,8]"), "need 4 bytes", 9),
                damage("bytes left over", one("F32", "[1]", "[0,4]"), "ends after 4 bytes of data", 8),
                damage("offsets past the end", one("F32", "[3]", "[0,12]"), "only 8 bytes of data", 9),
                damage("an end of 64 bits", one("F32", "[2]", "[0,18446744073709551615]"), "only 8 bytes", 9),
                damage("elements beyond 64 bits", one("F32", "[4294967296,4294967296,0]", "[0,0]"), "64 bits", 9),
                damage("bits beyond 64 bits", one("F32", "[2305843009213693952]", "[0,8]"), "64 bits", 9),
                damage("half a byte", one("F4", "[3]", "[0,1]"), "within a byte", 9),
                damage("an overlap", two("[0,8]", "[4,12]", 12), "overlap", 62),
                damage("a hole", two("[0,8]", "[12,20]", 20), "from 8 on belong to no tensor", 62),
                damage("an unknown number out of range", header("{\"note\":[1e400]}"), "range of 64-bit floats", 22),
                damage("metadata that is a list", file("{\"__metadata__\":[]}", 0), "expected an object", 24),
                damage("metadata of a number", file("{\"__metadata__\":{\"a\":1}}", 0), "'a': expected a string", 29),
                damage("metadata of null", file("{\"__metadata__\":{\"a\":null}}", 0), "expected a string", 29),
                damage("a key twice", file("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0), "occurs twice", 32),
                damage("metadata twice", file("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "occurs twice", 27),
                damage("a list too deep", lists(126), "too many lists and objects within each other", 191),
                damage(
                        "a bomb of lists",
                        file("{\"x\":{\"y\":" + "[".repeat(100_000), 0),
                        "too many lists and objects within each other",
                        144),
                damage(
                        "a bomb of objects",
                        file("{\"x\":".repeat(10_000), 0),
                        "too many lists and objects within each other",
                        644));
    }

    private static Arguments damage(String what, byte[] content, String message, int offset) {
        return Arguments.of(what, content, message, offset);
    }

    /** An unknown field of lists within lists, inside the two objects of the header and the entry. */
    private static byte[] lists(int depth) {
        return header("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"a\":" + "[".repeat(depth)
                + "]".repeat(depth) + "}");
    }

    private static byte[] length(long length) {
        return Bytes.little(16).putLong(length).array();
    }

    private static byte[] halfPair() {
        return file(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, new byte[0]);
    }

    private static byte[] header(String entry) {
        return file("{\"x\":" + entry + "}", 8);
    }

    private static byte[] one(String dtype, String shape, String offsets) {
        return file("{" + entry("x", dtype, shape, offsets) + "}", 8);
    }

    private static byte[] two(String first, String second, int data) {
        return file("{" + entry("x", "F32", "[2]", first) + "," + entry("y", "F32", "[2]", second) + "}", data);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void isRefusedAtItsPlace(String what, byte[] content, String message, int offset) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> SafeTensors.of("broken", content))
                .withMessageContaining(message)
                .withMessageStartingWith("broken: at byte " + offset + ": ")
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    static Stream<Arguments> curiosities() {
        return Stream.of(
                Arguments.of("no tensors", file("{}", 0)),
                Arguments.of("null as metadata", file("{\"__metadata__\":null}", 0)),
                Arguments.of("a name of no characters", file("{" + entry("", "F32", "[2]", "[0,8]") + "}", 8)),
                Arguments.of("an escaped pair", file("{" + entry("\\ud83d\\ude00", "U8", "[1]", "[0,1]") + "}", 1)),
                Arguments.of("a long name", file("{" + entry("x".repeat(100_000), "U8", "[1]", "[0,1]") + "}", 1)),
                Arguments.of("lists as deep as the reference implementation reads them", lists(125)),
                Arguments.of(
                        "a number of many digits",
                        header("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"a\":0." + "0".repeat(5000)
                                + "1}")),
                Arguments.of("many axes", one("U8", "[1" + ",1".repeat(5000) + ",8]", "[0,8]")),
                Arguments.of(
                        "odd offsets",
                        file(
                                "{" + entry("a", "U8", "[1]", "[0,1]") + "," + entry("b", "F64", "[1]", "[1,9]") + "}",
                                9)),
                Arguments.of("the later tensor first", two("[8,16]", "[0,8]", 16)),
                Arguments.of(
                        "an empty tensor between",
                        file(
                                "{" + entry("e", "F32", "[0,3]", "[8,8]") + "," + X + ","
                                        + entry("y", "F32", "[]", "[8,12]") + "}",
                                12)),
                Arguments.of(
                        "a size beyond all memory beside a zero",
                        file("{" + entry("e", "F32", "[18446744073709551615,0]", "[0,0]") + "}", 0)),
                Arguments.of(
                        "a field of a later version",
                        header("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"note\":{\"a\":[1,\"b\"]}}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("curiosities")
    void isReadAsTheFormatSays(String what, byte[] content) throws IOException {
        try (SafeTensors file = SafeTensors.of("odd", content)) {
            for (String name : file.tensors().keySet()) {
                assertThat(file.bytes(name))
                        .hasSize((int) file.tensors().get(name).bytes());
            }
        }
    }

    @Test
    void tensorsComeInTheOrderOfTheirBytes() throws IOException {
        assertThat(SafeTensors.of("two", two("[8,16]", "[0,8]", 16)).tensors().keySet())
                .containsExactly("y", "x");
    }

    @Test
    void everyChangeOfOneByteIsReadOrRefused() {
        int refused = 0;
        for (int at = 0; at < VALID.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] content = VALID.clone();
                content[at] = (byte) value;
                refused += isReadOrRefused(content) ? 0 : 1;
            }
        }
        assertThat(refused).isGreaterThan(VALID.length);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < VALID.length; length++) {
            assertThat(isReadOrRefused(Arrays.copyOf(VALID, length)))
                    .as("the first %d bytes", length)
                    .isFalse();
        }
        assertThat(isReadOrRefused(VALID)).isTrue();
        assertThat(isReadOrRefused(Arrays.copyOf(VALID, VALID.length + 1))).isFalse();
    }

    @Property
    void anyTextAsHeaderIsReadOrRefused(@ForAll String header) {
        isReadOrRefused(file(header, 4));
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 64) byte[] content) {
        isReadOrRefused(content);
    }

    /** Reads everything in every way. Any exception other than a refusal is a fault of the reader. */
    private static boolean isReadOrRefused(byte[] content) {
        try (SafeTensors file = SafeTensors.of("changed", content)) {
            for (TensorInfo tensor : file.tensors().values()) {
                assertThat(file.bytes(tensor.name())).hasSize((int) tensor.bytes());
                if (tensor.type().isInteger()) {
                    file.longs(tensor.name());
                }
                file.array(tensor.name(), DType.FLOAT64);
            }
            return true;
        } catch (DataFormatException e) {
            assertThat(e.offset()).isBetween(0L, (long) content.length);
            return false;
        } catch (DTypeException e) {
            return true;
        } catch (IOException e) {
            return fail("memory has no input or output errors", e);
        }
    }

    @Test
    void fileThatShrinksAfterItWasOpenedIsRefused(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("shrinking.safetensors");
        Files.write(path, VALID);
        try (SafeTensors file = SafeTensors.open(path)) {
            Files.write(path, Arrays.copyOf(VALID, VALID.length - 1));
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> file.array("weight"))
                    .withMessageContaining("shorter since it was opened");
        }
    }

    @Test
    void tensorLargerThanAnArrayIsRefusedOnlyWhenRead() throws IOException {
        byte[] content = file("{" + entry("e", "F32", "[0,4294967296]", "[0,0]") + "}", 0);
        try (SafeTensors file = SafeTensors.of("large", content)) {
            assertThat(file.tensors().get("e")).hasToString("F32[0, 4294967296]");
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> file.array("e"))
                    .withMessageContaining("larger than a Java array");
        }
    }

    @Test
    void collidingNamesTakeNoQuadraticTime() throws IOException {
        // Strings of equal hashes: each "Aa" may be "BB".
        String header = IntStream.range(0, 1 << 14)
                .mapToObj(i -> entry(
                        IntStream.range(0, 14)
                                .mapToObj(k -> (i >> k & 1) == 0 ? "Aa" : "BB")
                                .reduce("", String::concat),
                        "U8",
                        "[0]",
                        "[0,0]"))
                .reduce(
                        new StringBuilder(),
                        (all, e) -> all.append(all.isEmpty() ? "{" : ",").append(e),
                        StringBuilder::append)
                .append('}')
                .toString();
        assertThat(SafeTensors.of("names", file(header, 0)).tensors()).hasSize(1 << 14);
    }
}
