package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The content of an IDX file, the format of the MNIST database. A big-endian header holds two zero bytes, the element
 * type, the number of axes and a 4-byte size for each. The elements follow in row-major order. Files may be compressed
 * with gzip, which the first bytes tell, not the name. Source: LeCun, Cortes and Burges, The MNIST database.
 */
public final class Idx {
    /** The largest content that {@link #read(Path)} accepts, in bytes: 1 GiB. */
    public static final int DEFAULT_LIMIT = 1 << 30;

    private final Type type;
    private final Shape shape;
    private final ByteBuffer elements;

    /** The element type of an IDX file. */
    public enum Type {
        /** 8 bits, from 0 to 255. */
        UNSIGNED_BYTE(0x08, 1),
        /** 8 bits. */
        BYTE(0x09, 1),
        /** 16 bits. */
        SHORT(0x0B, 2),
        /** 32 bits. */
        INT(0x0C, 4),
        /** IEEE 754 binary32. */
        FLOAT(0x0D, 4),
        /** IEEE 754 binary64. */
        DOUBLE(0x0E, 8);

        private final int code;
        private final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        int code() {
            return code;
        }

        int bytes() {
            return bytes;
        }
    }

    Idx(Type type, Shape shape, byte[] elements) {
        this.type = type;
        this.shape = shape;
        this.elements = ByteBuffer.wrap(elements);
    }

    /**
     * Reads a file.
     *
     * @param file the file, compressed with gzip or not
     * @return its content
     * @throws IOException if it cannot be read
     * @throws DataFormatException if it is no IDX file, damaged, truncated, longer than its header says, or larger than
     *     {@link #DEFAULT_LIMIT}
     */
    public static Idx read(Path file) throws IOException {
        return read(file, DEFAULT_LIMIT);
    }

    /**
     * Reads a file of limited size. It takes no more memory than the file can fill.
     *
     * @param file the file, compressed with gzip or not
     * @param limit the largest content to accept, in bytes
     * @return its content
     * @throws IOException if it cannot be read
     * @throws DataFormatException if it is no IDX file, damaged, truncated, longer than its header says, or larger than
     *     the limit
     */
    public static Idx read(Path file, int limit) throws IOException {
        try (InputStream in = Reading.open(file)) {
            IdxReader reader = new IdxReader(file.toString(), in, Files.size(file), limit);
            return Reading.guard(reader::toString, reader::read);
        }
    }

    /**
     * Reads a stream to its end, for example a resource.
     *
     * @param name what errors call it
     * @param in the stream, compressed with gzip or not; not closed
     * @return its content
     * @throws IOException if it cannot be read
     * @throws DataFormatException if it is no IDX file, damaged, truncated, longer than its header says, or larger than
     *     {@link #DEFAULT_LIMIT}
     */
    public static Idx read(String name, InputStream in) throws IOException {
        return new IdxReader(name, in, Long.MAX_VALUE, DEFAULT_LIMIT).read();
    }

    /**
     * Reads images or other samples with their labels from two files.
     *
     * @param samples a file of shape {@code [n, ...]}
     * @param labels a file of n integers, 0 or more
     * @return the samples: of bytes float32 numbers from 0 to 1, of other types those of the file. Samples with two
     *     axes, {@code [n, height, width]}, become images of one channel, {@code [1, height, width]}
     * @throws IOException if a file cannot be read
     * @throws DataFormatException if a file is damaged or no IDX file of such a shape, as in {@link #read(Path)}, or
     *     the numbers of samples and labels differ
     */
    public static Dataset dataset(Path samples, Path labels) throws IOException {
        Idx content = read(samples);
        Idx classes = read(labels);
        return Reading.guard(
                () -> samples + ": " + content.shape().dims()[0] + " samples with their labels",
                () -> IdxDataset.of(samples.toString(), content, labels.toString(), classes));
    }

    /**
     * The element type.
     *
     * @return the type that the file states
     */
    public Type type() {
        return type;
    }

    /**
     * The shape.
     *
     * @return the sizes that the file states
     */
    public Shape shape() {
        return shape;
    }

    /**
     * The elements as floating-point numbers.
     *
     * @param dtype the wanted type
     * @param scale the factor of each element: 1 leaves them unchanged, 1 / 255.0 brings pixels to 0 .. 1
     * @return an array of the file's shape
     * @throws MemoryException if the heap has no room for it
     */
    public NDArray toArray(DType dtype, double scale) {
        return MemoryException.guard(() -> "idx to " + dtype + shape, () -> numbers(dtype, scale));
    }

    NDArray numbers(DType dtype, double scale) {
        IntToDoubleFunction at = reader();
        if (dtype == DType.FLOAT32) {
            float[] numbers = new float[shape.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (at.applyAsDouble(i) * scale);
            }
            return NDArray.wrap(shape, numbers);
        }
        double[] numbers = new double[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = at.applyAsDouble(i) * scale;
        }
        return NDArray.wrap(shape, numbers);
    }

    /**
     * The elements as integers.
     *
     * @return an array of the file's shape
     * @throws ArgumentException if the elements are floating-point numbers
     * @throws MemoryException if the heap has no room for it
     */
    public IntArray toInts() {
        return MemoryException.guard(() -> "idx to ints of shape " + shape, this::integers);
    }

    IntArray integers() {
        IntUnaryOperator at = switch (type) {
            case UNSIGNED_BYTE -> i -> elements.get(i) & 0xff;
            case BYTE -> i -> elements.get(i);
            case SHORT -> i -> elements.getShort(2 * i);
            case INT -> i -> elements.getInt(4 * i);
            case FLOAT, DOUBLE ->
                throw new ArgumentException("idx to ints: expected a file of integers, got one of type " + type);
        };
        int[] numbers = new int[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = at.applyAsInt(i);
        }
        return IntArray.wrap(shape, numbers);
    }

    /** The elements as the file holds them. */
    byte[] bytes() {
        return elements.array();
    }

    private IntToDoubleFunction reader() {
        return switch (type) {
            case UNSIGNED_BYTE -> i -> elements.get(i) & 0xff;
            case BYTE -> i -> elements.get(i);
            case SHORT -> i -> elements.getShort(2 * i);
            case INT -> i -> elements.getInt(4 * i);
            case FLOAT -> i -> elements.getFloat(4 * i);
            case DOUBLE -> i -> elements.getDouble(8 * i);
        };
    }
}
