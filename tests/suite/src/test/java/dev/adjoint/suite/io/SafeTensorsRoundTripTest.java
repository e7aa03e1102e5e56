package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.io.StoredType;
import dev.adjoint.io.TensorInfo;
import dev.adjoint.jqwik.AdjointArbitraries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written tensors are read back to the bit. Numbers of other types are read exactly or refused. */
class SafeTensorsRoundTripTest {

    @Provide
    Arbitrary<Map<String, Shape>> shapes() {
        return Arbitraries.maps(
                        Arbitraries.strings()
                                .all()
                                .filter(name -> name.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff)),
                        AdjointArbitraries.shapes().dims(0, 5).maxSize(625))
                .ofMaxSize(6);
    }

    @Property
    void randomTensorsAreTheSameToTheBit(@ForAll("shapes") Map<String, Shape> shapes, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        SafeTensorsWriter writer = new SafeTensorsWriter();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            NDArray array = randomBits(shape, random);
            arrays.put(name, array);
            writer.add(name, array).metadata(name, name);
        });
        try (SafeTensors file = SafeTensors.of("random", writer.toBytes())) {
            assertThat(file.tensors().keySet()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
            assertThat(file.metadata().keySet()).containsExactlyElementsOf(arrays.keySet());
            for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
                assertThat(rawBits(file.array(array.getKey()))).isEqualTo(rawBits(array.getValue()));
                assertThat(file.array(array.getKey()).shape())
                        .isEqualTo(array.getValue().shape());
                assertThat(file.metadata()).containsEntry(array.getKey(), array.getKey());
            }
        }
    }

    /** Any bits: infinities, subnormals, NaNs with payloads. */
    private static NDArray randomBits(Shape shape, Random random) {
        NDArray array = NDArray.zeros(random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64, shape);
        for (int i = 0; i < array.size(); i++) {
            if (array.dtype() == DType.FLOAT32) {
                array.floats()[i] = Float.intBitsToFloat(random.nextInt());
            } else {
                array.doubles()[i] = Double.longBitsToDouble(random.nextLong());
            }
        }
        return array;
    }

    private static List<Long> rawBits(NDArray array) {
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            bits.add(
                    array.dtype() == DType.FLOAT32
                            ? Float.floatToRawIntBits(array.floats()[i])
                            : Double.doubleToRawLongBits(array.doubles()[i]));
        }
        return bits;
    }

    @Test
    void integersAndTruthValuesAreTheSame() throws IOException {
        IntArray ints = IntArray.of(Shape.of(2, 1), Integer.MIN_VALUE, 5);
        BoolArray bools = BoolArray.of(Shape.of(3), true, false, true);
        byte[] content = new SafeTensorsWriter()
                .add("ints", ints)
                .add("bools", bools)
                .add("longs", Shape.of(2), Long.MIN_VALUE, Long.MAX_VALUE)
                .toBytes();
        SafeTensors file = SafeTensors.of("integers", content);
        assertThat(file.ints("ints")).isEqualTo(ints);
        assertThat(file.longs("ints")).containsExactly(Integer.MIN_VALUE, 5);
        assertThat(file.booleans("bools")).isEqualTo(bools);
        assertThat(file.ints("bools").ints()).containsExactly(1, 0, 1);
        assertThat(file.longs("longs")).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(file).hasToString("integers\n  longs I64[2]\n  ints I32[2, 1]\n  bools BOOL[3]");
    }

    @Test
    void largeTensorsPassThroughInPieces(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("large.safetensors");
        NDArray numbers = NDArray.normal(DType.FLOAT64, Shape.of(3, 50_001), 0, 1, new SplittableRandom(1));
        NDArray singles = numbers.to(DType.FLOAT32);
        new SafeTensorsWriter().add("f64", numbers).add("f32", singles).write(path);
        try (SafeTensors file = SafeTensors.open(path)) {
            assertThat(file.array("f64").sameBits(numbers)).isTrue();
            assertThat(file.array("f32").sameBits(singles)).isTrue();
            assertThat(file.array("f64", DType.FLOAT32).sameBits(singles)).isTrue();
            assertThat(file.array("f32", DType.FLOAT64).sameBits(singles.to(DType.FLOAT64)))
                    .isTrue();
        }
    }

    @Test
    void rewritingAFileOfTheReferenceImplementationGivesTheSameBytes() throws Exception {
        Path path = Path.of(getClass()
                .getResource("/reference/safetensors/lenet_initial_f32.safetensors")
                .toURI());
        SafeTensorsWriter writer = new SafeTensorsWriter();
        try (SafeTensors file = SafeTensors.open(path)) {
            file.metadata().forEach(writer::metadata);
            for (TensorInfo tensor : file.tensors().values()) {
                writer.add(tensor.name(), file.array(tensor.name()));
            }
        }
        assertThat(writer.toBytes()).isEqualTo(Files.readAllBytes(path));
    }

    /** The bytes that Python's safetensors 0.8.0 writes for the same names, types and text. */
    @Test
    void headerIsThatOfTheReferenceImplementation() {
        byte[] content = new SafeTensorsWriter()
                .metadata("z", "1\u0001\n\"\\/\u00e9\u007f")
                .add("b", NDArray.of(Shape.of(2), 1f, 2f))
                .add("a", NDArray.of(Shape.of(1), 3f))
                .add("\uff5e", NDArray.of(Shape.SCALAR, 4.0))
                .add("\ud83d\ude00", NDArray.of(Shape.of(1), 5.0))
                .add("i", IntArray.of(6))
                .add("l", Shape.of(1), 7)
                .toBytes();
        String header = "{\"__metadata__\":{\"z\":\"1\\u0001\\n\\\"\\\\/\u00e9\u007f\"},"
                + Bytes.entry("l", "I64", "[1]", "[0,8]") + ","
                + Bytes.entry("\uff5e", "F64", "[]", "[8,16]") + ","
                + Bytes.entry("\ud83d\ude00", "F64", "[1]", "[16,24]") + ","
                + Bytes.entry("a", "F32", "[1]", "[24,28]") + ","
                + Bytes.entry("b", "F32", "[2]", "[28,36]") + ","
                + Bytes.entry("i", "I32", "[1]", "[36,40]") + "}";
        assertThat(new String(content, 8, content.length - 48, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo(header);
        assertThat(content.length % 8).isZero();
    }

    @Test
    void largerElementsComeFirstAndThenNamesByTheirBytes() throws IOException {
        NDArray single = NDArray.scalar(DType.FLOAT32, 0);
        byte[] content = new SafeTensorsWriter()
                .add("\uffff", single)
                .add("\ud83d\ude00", single)
                .add("a", BoolArray.of(Shape.of(3), true, true, true))
                .add("b.2", single)
                .add("b.10", single)
                .add("z", NDArray.scalar(DType.FLOAT64, 0))
                .toBytes();
        SafeTensors file = SafeTensors.of("order", content);
        assertThat(file.tensors().keySet()).containsExactly("z", "b.10", "b.2", "\uffff", "\ud83d\ude00", "a");
        file.tensors()
                .values()
                .forEach(tensor ->
                        assertThat(tensor.begin() % (tensor.type().bits() / 8)).isZero());
    }

    @Test
    void everyBinary16IsExact() throws IOException {
        NDArray all = read("F16", allShorts()).array("x");
        assertThat(all.dtype()).isEqualTo(DType.FLOAT32);
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 0x1f;
            int mantissa = bits & 0x3ff;
            double magnitude = exponent == 0x1f
                    ? mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                    : exponent == 0 ? Math.scalb(mantissa, -24) : Math.scalb(1024 + mantissa, exponent - 25);
            double expected = bits < 1 << 15 ? magnitude : -magnitude;
            assertThat((double) all.floats()[bits]).as("bits %04x", bits).isEqualTo(Double.valueOf(expected));
        }
        assertThat(Float.floatToRawIntBits(all.floats()[0x8000])).isEqualTo(0x8000_0000);
        assertThat(Float.floatToRawIntBits(all.floats()[0xfe01])).isEqualTo(0xffc0_2000);
    }

    @Test
    void everyBfloat16IsTheUpperHalfOfAFloat() throws IOException {
        NDArray all = read("BF16", allShorts()).array("x");
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(Float.floatToRawIntBits(all.floats()[bits])).isEqualTo(bits << 16);
        }
    }

    private static ByteBuffer allShorts() {
        ByteBuffer bytes = Bytes.little(2 << 16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }
        return bytes;
    }

    private static SafeTensors read(String dtype, ByteBuffer data) throws IOException {
        int elements = data.capacity() * 8 / StoredType.valueOf(dtype).bits();
        return SafeTensors.of("numbers", Bytes.tensor(dtype, "[" + elements + "]", data.array()));
    }

    @Test
    void integersOfEverySizeKeepTheirSign() throws IOException {
        assertThat(read("I8", Bytes.little(2).put((byte) -1).put((byte) 7)).longs("x"))
                .containsExactly(-1, 7);
        assertThat(read("U8", Bytes.little(1).put((byte) -1)).longs("x")).containsExactly(255);
        assertThat(read("I16", Bytes.little(2).putShort((short) -2)).longs("x")).containsExactly(-2);
        assertThat(read("U16", Bytes.little(2).putShort((short) -2)).longs("x")).containsExactly(65534);
        assertThat(read("I32", Bytes.little(4).putInt(-3)).longs("x")).containsExactly(-3);
        assertThat(read("U32", Bytes.little(4).putInt(-3)).longs("x")).containsExactly(4294967293L);
        assertThat(read("I64", Bytes.little(8).putLong(-4)).longs("x")).containsExactly(-4);
        assertThat(read("U64", Bytes.little(8).putLong(Long.MAX_VALUE)).longs("x"))
                .containsExactly(Long.MAX_VALUE);
    }

    @Test
    void integersThatDoNotFitAreNamed() throws IOException {
        assertInexact(() -> read("U32", Bytes.little(4).putInt(-1)).ints("x"), "element 0 is 4294967295");
        assertInexact(() -> read("U64", Bytes.little(8).putLong(-1)).longs("x"), "element 0 is 18446744073709551615");
        assertInexact(
                () -> read("I32", Bytes.little(8).putInt(1).putInt((1 << 24) + 1))
                        .array("x", DType.FLOAT32),
                "element 1 is 16777217, which float32 cannot hold exactly");
        assertInexact(
                () -> read("I64", Bytes.little(8).putLong(Long.MAX_VALUE)).array("x", DType.FLOAT64),
                "9223372036854775807, which float64");
        assertInexact(
                () -> read("I64", Bytes.little(8).putLong(Long.MAX_VALUE)).array("x", DType.FLOAT32),
                "9223372036854775807, which float32");
        assertThat(read("I64", Bytes.little(8).putLong(Long.MIN_VALUE))
                        .array("x", DType.FLOAT32)
                        .item())
                .isEqualTo(-0x1p63);
    }

    private static void assertInexact(org.assertj.core.api.ThrowableAssert.ThrowingCallable read, String message) {
        assertThatExceptionOfType(DTypeException.class).isThrownBy(read).withMessageContaining(message);
    }

    @Test
    void truthValueOtherThan0And1IsDamage() throws IOException {
        SafeTensors file = read("BOOL", Bytes.little(2).put((byte) 1).put((byte) 2));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> file.booleans("x"))
                .withMessageContaining("expected 0 or 1, got 2")
                .satisfies(e ->
                        assertThat(e.offset()).isEqualTo(file.tensors().get("x").begin() + 1));
    }

    @Test
    void typesThatNoArrayHoldsAreReadAsBytes() throws IOException {
        SafeTensors file = read("F8_E4M3", Bytes.little(2).put((byte) 3).put((byte) 4));
        assertThat(file.bytes("x")).containsExactly(3, 4);
        assertThatExceptionOfType(DTypeException.class)
                .isThrownBy(() -> file.array("x", DType.FLOAT32))
                .withMessageContaining("F8_E4M3");
        assertThatExceptionOfType(DTypeException.class).isThrownBy(() -> file.longs("x"));
        assertThatExceptionOfType(DTypeException.class).isThrownBy(() -> file.booleans("x"));
    }

    @Test
    void integersAreNotTakenForFloatsUnasked() throws IOException {
        SafeTensors file = read("I32", Bytes.little(4).putInt(1));
        assertThatExceptionOfType(DTypeException.class)
                .isThrownBy(() -> file.array("x"))
                .withMessageContaining("got I32");
    }

    @Test
    void unknownNameIsAnsweredWithThoseThereAre() throws IOException {
        SafeTensors file = read("U8", Bytes.little(1));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> file.array("y"))
                .withMessage("numbers: expected a tensor 'y', there are 1: x");
    }

    @Test
    void writerRefusesWhatTheFormatCannotHold() {
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata("a", "b").add("x", IntArray.of(1));
        assertRefused(() -> writer.metadata("a", "c"), "added before");
        assertRefused(() -> writer.add("x", IntArray.of(1)), "added before");
        assertRefused(() -> writer.add("__metadata__", IntArray.of(1)), "belongs to the format");
        assertRefused(() -> writer.add("\ud800", IntArray.of(1)), "surrogate");
        assertRefused(() -> writer.metadata("c", "\udc00"), "surrogate");
        assertRefused(() -> writer.add("y", Shape.of(2), 1), "expected 2 elements, got 1");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(call).withMessageContaining(message);
    }
}
