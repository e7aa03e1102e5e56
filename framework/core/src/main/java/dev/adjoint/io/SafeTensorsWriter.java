package dev.adjoint.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a safetensors file.
 *
 * <pre>{@code
 * new SafeTensorsWriter().metadata("format", "pt").add("weight", weight).write(path);
 * }</pre>
 *
 * <p>Equal tensors and metadata give equal bytes, the same as those of the reference implementation. Tensors of larger
 * elements come first, so that each lies at a multiple of its element's size. Tensors of equal elements are sorted by
 * name. Metadata, which has no order there, comes in the order in which it was added. Arrays are not copied: they must
 * not change until the file is written.
 */
public final class SafeTensorsWriter {
    private static final int CHUNK = 1 << 16;

    /**
     * The order of UTF-8 bytes, which is that of code points. {@link String#compareTo} orders some names differently.
     */
    private static final Comparator<String> BY_BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Stored> tensors = new TreeMap<>(BY_BYTES);

    private boolean checked;

    /** Creates a writer of an empty file. */
    public SafeTensorsWriter() {}

    /**
     * Creates a writer of a file that carries the SHA-256 of its bytes, under {@link SafeTensors#CHECKSUM}.
     *
     * @return the writer
     */
    public static SafeTensorsWriter withChecksum() {
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata(Checksum.KEY, Checksum.ZEROS);
        writer.checked = true;
        return writer;
    }

    /**
     * A tensor to be written. {@code elements} puts as many elements as fit into a chunk, beginning with {@code first}.
     */
    private record Stored(StoredType type, Shape shape, Elements elements) {
        long bytes() {
            return (long) shape.size() * (type.bits() / Byte.SIZE);
        }

        interface Elements {
            void put(ByteBuffer chunk, int first, int n);
        }
    }

    /**
     * Adds a text beside the tensors.
     *
     * @param key its name, of any characters
     * @param value the text
     * @return this
     * @throws ArgumentException if the key was added before, or key or value is not Unicode text
     */
    public SafeTensorsWriter metadata(String key, String value) {
        requireText("metadata", key);
        requireText("metadata '" + key + "'", value);
        if (metadata.putIfAbsent(key, value) != null) {
            throw new ArgumentException("metadata '" + key + "': was added before");
        }
        return this;
    }

    /**
     * Adds numbers, as F32 or F64.
     *
     * @param name the tensor's name
     * @param array the numbers
     * @return this
     * @throws ArgumentException if the name was added before or is not Unicode text
     */
    public SafeTensorsWriter add(String name, NDArray array) {
        return array.dtype() == DType.FLOAT32
                ? add(
                        name,
                        StoredType.F32,
                        array.shape(),
                        (chunk, first, n) -> chunk.asFloatBuffer().put(array.floats(), first, n))
                : add(
                        name,
                        StoredType.F64,
                        array.shape(),
                        (chunk, first, n) -> chunk.asDoubleBuffer().put(array.doubles(), first, n));
    }

    /**
     * Adds integers, as I32.
     *
     * @param name the tensor's name
     * @param array the integers
     * @return this
     * @throws ArgumentException if the name was added before or is not Unicode text
     */
    public SafeTensorsWriter add(String name, IntArray array) {
        return add(
                name,
                StoredType.I32,
                array.shape(),
                (chunk, first, n) -> chunk.asIntBuffer().put(array.ints(), first, n));
    }

    /**
     * Adds integers, as I64.
     *
     * @param name the tensor's name
     * @param shape its shape
     * @param elements the integers in row-major order
     * @return this
     * @throws ArgumentException if the name was added before or is not Unicode text, or the number of elements is not
     *     the shape's size
     */
    public SafeTensorsWriter add(String name, Shape shape, long... elements) {
        if (elements.length != shape.size()) {
            throw new ArgumentException("tensor '" + name + "' of shape " + shape + ": expected " + shape.size()
                    + " elements, got " + elements.length);
        }
        return add(
                name,
                StoredType.I64,
                shape,
                (chunk, first, n) -> chunk.asLongBuffer().put(elements, first, n));
    }

    /**
     * Adds truth values, as BOOL.
     *
     * @param name the tensor's name
     * @param array the truth values
     * @return this
     * @throws ArgumentException if the name was added before or is not Unicode text
     */
    public SafeTensorsWriter add(String name, BoolArray array) {
        return add(name, StoredType.BOOL, array.shape(), (chunk, first, n) -> {
            for (int i = 0; i < n; i++) {
                chunk.put(i, (byte) (array.at(first + i) ? 1 : 0));
            }
        });
    }

    private SafeTensorsWriter add(String name, StoredType type, Shape shape, Stored.Elements elements) {
        requireText("tensor", name);
        if (name.equals(Header.METADATA)) {
            throw new ArgumentException("tensor: the name " + Header.METADATA + " belongs to the format");
        }
        if (tensors.putIfAbsent(name, new Stored(type, shape, elements)) != null) {
            throw new ArgumentException("tensor '" + name + "': was added before");
        }
        return this;
    }

    private static void requireText(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ArgumentException(what + ": expected Unicode text, got half of a surrogate pair");
        }
    }

    /**
     * Writes the file, replacing an existing one as a whole; see {@link AtomicFile}.
     *
     * @param file the file
     * @throws ArgumentException if names and metadata are longer than the format allows, 100,000,000 bytes
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, this::writeTo);
    }

    /**
     * The bytes of the file.
     *
     * @return its whole content
     * @throws ArgumentException if names and metadata are longer than the format allows, 100,000,000 bytes
     */
    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private void writeTo(OutputStream out) throws IOException {
        List<Map.Entry<String, Stored>> order = tensors.entrySet().stream()
                .sorted(Comparator.comparing(tensor -> tensor.getValue().type(), Comparator.reverseOrder()))
                .toList();
        byte[] header = header(order);
        if (checked) {
            MessageDigest digest = Checksum.digest();
            writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest), header, order);
            Checksum.put(digest, header);
        }
        writeTo(out, header, order);
    }

    private static void writeTo(OutputStream out, byte[] header, List<Map.Entry<String, Stored>> order)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        out.write(chunk.putLong(0, header.length).array(), 0, Header.LENGTH_BYTES);
        out.write(header);
        for (Map.Entry<String, Stored> tensor : order) {
            Stored stored = tensor.getValue();
            int size = stored.type().bits() / Byte.SIZE;
            int all = stored.shape().size();
            for (int done = 0, n; done < all; done += n) {
                n = Math.min(CHUNK / size, all - done);
                stored.elements().put(chunk, done, n);
                out.write(chunk.array(), 0, n * size);
            }
        }
    }

    /** The JSON, with spaces up to a multiple of 8 bytes. */
    private byte[] header(List<Map.Entry<String, Stored>> order) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(Header.METADATA);
                for (Map.Entry<String, String> text : metadata.entrySet()) {
                    json.writeStringField(text.getKey(), text.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (Map.Entry<String, Stored> tensor : order) {
                Stored stored = tensor.getValue();
                int[] dims = stored.shape().dims();
                json.writeObjectFieldStart(tensor.getKey());
                json.writeStringField("dtype", stored.type().name());
                json.writeFieldName("shape");
                json.writeArray(dims, 0, dims.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {begin, begin + stored.bytes()}, 0, 2);
                json.writeEndObject();
                begin += stored.bytes();
            }
            json.writeEndObject();
        }
        while (out.size() % Long.BYTES != 0) {
            out.write(' ');
        }
        if (out.size() > Header.MAX_BYTES) {
            throw new ArgumentException("header: expected names and metadata of at most " + Header.MAX_BYTES
                    + " bytes together, got " + out.size());
        }
        return out.toByteArray();
    }
}
