package dev.adjoint.io;

import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads a safetensors file, which holds named tensors of numbers, and metadata. Opening reads and checks only the
 * header. A tensor is read when it is asked for, and takes no memory before. A file from any origin can be opened
 * safely: it is data, and nothing in it is trusted.
 *
 * <pre>{@code
 * try (SafeTensors file = SafeTensors.open(path)) {
 *     NDArray weight = file.array("features.0.weight");
 * }
 * }</pre>
 *
 * <p>A file that breaks the format gives a {@link DataFormatException} that names the place. Source: <a
 * href="https://huggingface.co/docs/safetensors/en/index#format">the format</a> and its reference implementation. Where
 * they differ, the stricter one holds.
 */
public final class SafeTensors implements AutoCloseable {
    /** The metadata entry that holds a file's checksum. */
    public static final String CHECKSUM = "adjoint.sha256";

    /** Where the header begins in a file, after its own length: 8 bytes from the start. */
    public static final int HEADER_POSITION = Header.LENGTH_BYTES;

    private static final int CHUNK = 1 << 16;
    private static final String NOT_THIS_FORMAT = "not a safetensors file";

    private final String name;
    private final Source source;
    private final long size;
    private final Header header;

    private SafeTensors(String name, Source source, long size) throws IOException {
        this.name = name;
        this.source = source;
        this.size = size;
        if (size < Header.LENGTH_BYTES) {
            throw new DataFormatException(
                    name, size, NOT_THIS_FORMAT + ": it ends within the header's length, its first 8 bytes");
        }
        long length = little(Header.LENGTH_BYTES, 0).getLong();
        long rest = size - Header.LENGTH_BYTES;
        if (length < 0 || length > Header.MAX_BYTES) {
            throw new DataFormatException(
                    name,
                    0,
                    NOT_THIS_FORMAT + ": its first 8 bytes should be the length of a header, at most "
                            + Header.MAX_BYTES + ", and are " + Long.toUnsignedString(length));
        }
        if (length > rest) {
            throw new DataFormatException(
                    name, 0, "header: the length says " + length + " bytes, but only " + rest + " follow");
        }
        this.header = Reading.guard(
                () -> name + ": a header of " + Reading.mebibytes(length),
                () -> HeaderParser.parse(
                        name, little((int) length, Header.LENGTH_BYTES).array(), rest - length));
    }

    /**
     * Opens a file. It stays open until {@link #close}.
     *
     * @param file the file
     * @return its content
     * @throws DataFormatException if it breaks the format
     * @throws MemoryException if the heap has no room for its header
     * @throws IOException if it cannot be read or is no regular file
     */
    public static SafeTensors open(Path file) throws IOException {
        Reading.requireRegular(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafeTensors(file.toString(), new Source.OfFile(channel), channel.size());
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads the content of a file from memory.
     *
     * @param name names the content in errors
     * @param content the bytes of a whole file, not copied
     * @return its content
     * @throws DataFormatException if it breaks the format
     * @throws IOException never
     */
    public static SafeTensors of(String name, byte[] content) throws IOException {
        return new SafeTensors(name, new Source.OfBytes(content), content.length);
    }

    /**
     * The texts that the file holds beside its tensors.
     *
     * @return a read-only map in the order of the file, empty if there are none
     */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /**
     * The tensors of the file.
     *
     * @return a read-only map by name, in the order of the tensors' bytes
     */
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(header.tensors());
    }

    /**
     * Reads a tensor in the element type that holds it exactly: F64 as float64; F32, F16 and BF16 as float32.
     *
     * @param tensor its name
     * @return the numbers
     * @throws ArgumentException if there is no such tensor
     * @throws DTypeException if it is of another type; name the wanted type then
     * @throws DataFormatException if it has more elements than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public NDArray array(String tensor) throws IOException {
        TensorInfo info = info(tensor);
        if (!info.type().isFloat()) {
            throw unreadable(info, "F16, BF16, F32 or F64; integers are read as ints, longs or into a wanted type");
        }
        return array(tensor, info.type() == StoredType.F64 ? DType.FLOAT64 : DType.FLOAT32);
    }

    /**
     * Reads a tensor in a given element type. Floating-point numbers are rounded to the nearest. Integers, and truth
     * values as 0 and 1, must be exact in it.
     *
     * @param tensor its name
     * @param dtype the wanted element type
     * @return the numbers
     * @throws ArgumentException if there is no such tensor
     * @throws DTypeException if it is not of a real or integer type, or an integer is not exact in the given type
     * @throws DataFormatException if it has more elements than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public NDArray array(String tensor, DType dtype) throws IOException {
        TensorInfo info = info(tensor);
        if (!info.type().isFloat() && !info.type().isInteger()) {
            throw unreadable(info, "a real or integer type; its bytes can be read");
        }
        Shape shape = shape(info);
        if (dtype == DType.FLOAT32) {
            float[] numbers = room(info, () -> new float[shape.size()]);
            stream(info, Elements.floats(name, info, numbers));
            return NDArray.wrap(shape, numbers);
        }
        double[] numbers = room(info, () -> new double[shape.size()]);
        stream(info, Elements.doubles(name, info, numbers));
        return NDArray.wrap(shape, numbers);
    }

    /**
     * Reads a tensor of integers.
     *
     * @param tensor its name
     * @return the integers
     * @throws ArgumentException if there is no such tensor
     * @throws DTypeException if it is not of an integer type, or a number does not fit into 32 bits
     * @throws DataFormatException if it has more elements than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public IntArray ints(String tensor) throws IOException {
        TensorInfo info = integers(tensor);
        Shape shape = shape(info);
        int[] result = room(info, () -> new int[shape.size()]);
        stream(info, Elements.ints(name, info, result));
        return IntArray.wrap(shape, result);
    }

    /**
     * Reads a tensor of integers of up to 64 bits.
     *
     * @param tensor its name
     * @return the integers in row-major order
     * @throws ArgumentException if there is no such tensor
     * @throws DTypeException if it is not of an integer type, or an unsigned number does not fit into 63 bits
     * @throws DataFormatException if it has more elements than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public long[] longs(String tensor) throws IOException {
        TensorInfo info = integers(tensor);
        Shape shape = shape(info);
        long[] result = room(info, () -> new long[shape.size()]);
        stream(info, Elements.longs(name, info, result));
        return result;
    }

    /**
     * Reads a tensor of truth values.
     *
     * @param tensor its name
     * @return the truth values
     * @throws ArgumentException if there is no such tensor
     * @throws DTypeException if it is not of type BOOL
     * @throws DataFormatException if a byte is neither 0 nor 1, or there are more elements than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public BoolArray booleans(String tensor) throws IOException {
        TensorInfo info = info(tensor);
        if (info.type() != StoredType.BOOL) {
            throw unreadable(info, "BOOL");
        }
        Shape shape = shape(info);
        boolean[] result = room(info, () -> new boolean[shape.size()]);
        stream(info, Elements.booleans(name, info, result));
        return BoolArray.wrap(shape, result);
    }

    /**
     * Reads a tensor of any type as it stands in the file.
     *
     * @param tensor its name
     * @return its bytes
     * @throws ArgumentException if there is no such tensor
     * @throws DataFormatException if it has more bytes than an array can have
     * @throws MemoryException if the heap has no room for it
     * @throws IOException if the file cannot be read
     */
    public byte[] bytes(String tensor) throws IOException {
        TensorInfo info = info(tensor);
        if (info.bytes() > Integer.MAX_VALUE - 8) {
            throw tooLarge(info);
        }
        byte[] result = room(info, () -> new byte[(int) info.bytes()]);
        fill(ByteBuffer.wrap(result), info.begin());
        return result;
    }

    /**
     * The shape of a tensor.
     *
     * @param tensor its name
     * @return the shape
     * @throws ArgumentException if there is no such tensor
     * @throws DataFormatException if it has more elements than an array can have
     */
    public Shape shape(String tensor) {
        return shape(info(tensor));
    }

    /**
     * Requires the file to carry its checksum, as {@link SafeTensorsWriter#withChecksum} writes it. Reads the whole
     * file.
     *
     * @throws DataFormatException if there is no checksum, or the bytes give another
     * @throws IOException if the file cannot be read
     */
    public void requireChecksum() throws IOException {
        Checksum.verify(name, source, size);
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        source.close();
    }

    /** The name of the file, and a table of the types and sizes of its tensors. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(name);
        header.tensors()
                .values()
                .forEach(info ->
                        out.append("\n  ").append(info.name()).append(' ').append(info));
        return out.toString();
    }

    private <T> T room(TensorInfo info, Supplier<T> array) {
        return MemoryException.guard(() -> name + ": tensor '" + info.name() + "', " + info, array);
    }

    private TensorInfo info(String tensor) {
        TensorInfo info = header.tensors().get(tensor);
        if (info == null) {
            throw new ArgumentException(name + ": expected a tensor '" + tensor + "', there are "
                    + header.tensors().size() + ": "
                    + String.join(
                            ", ", header.tensors().keySet().stream().limit(20).toList()));
        }
        return info;
    }

    private TensorInfo integers(String tensor) {
        TensorInfo info = info(tensor);
        if (!info.type().isInteger()) {
            throw unreadable(info, "an integer type");
        }
        return info;
    }

    private Shape shape(TensorInfo info) {
        int[] dims = new int[info.sizes().size()];
        for (int i = 0; i < dims.length; i++) {
            long size = info.sizes().get(i);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw tooLarge(info);
            }
            dims[i] = (int) size;
        }
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw tooLarge(info);
        }
        return Shape.of(dims);
    }

    private DataFormatException tooLarge(TensorInfo info) {
        return new DataFormatException(
                name, info.begin(), "tensor '" + info.name() + "': " + info + " is larger than a Java array can be");
    }

    private DTypeException unreadable(TensorInfo info, String expected) {
        return new DTypeException(
                name + ": tensor '" + info.name() + "': expected " + expected + ", got " + info.type());
    }

    /** Passes the bytes of a tensor on, in chunks of whole elements. */
    private void stream(TensorInfo info, Elements.Sink sink) throws IOException {
        ByteBuffer chunk =
                ByteBuffer.allocate((int) Math.min(CHUNK, info.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        for (long at = info.begin(); at < info.end(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, info.end() - at));
            fill(chunk, at);
            int elements = chunk.limit() * 8 / info.type().bits();
            sink.accept(chunk, done, elements);
            done += elements;
        }
    }

    private ByteBuffer little(int bytes, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, position);
        return buffer;
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        source.read(buffer, position);
        if (buffer.hasRemaining()) {
            throw new DataFormatException(
                    name, position + buffer.position(), "the file has become shorter since it was opened");
        }
        buffer.flip();
    }
}
