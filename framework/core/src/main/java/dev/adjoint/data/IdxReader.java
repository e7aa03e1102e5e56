package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import dev.adjoint.Shape;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Reads one IDX file. It trusts neither the header nor the length of the file. */
final class IdxReader {
    /** No gzip stream expands by more (the bound of the deflate format). */
    private static final long MAX_EXPANSION = 1032;

    private final String name;
    private final InputStream source;
    private final long sourceBytes;
    private final int limit;
    private long offset;
    private String stated = "its header";

    /** {@code sourceBytes} is the number of bytes of the source, or a larger number if it is unknown. */
    IdxReader(String name, InputStream source, long sourceBytes, int limit) {
        this.name = name;
        this.source = source;
        this.sourceBytes = sourceBytes;
        this.limit = limit;
    }

    Idx read() throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source);
        buffered.mark(2);
        boolean compressed = Gunzip.isMagic(buffered.read(), buffered.read());
        buffered.reset();
        if (!compressed) {
            return readContent(buffered, sourceBytes, sourceBytes != Long.MAX_VALUE);
        }
        try (Gunzip content = new Gunzip(buffered)) {
            return readContent(content, expanded(sourceBytes), false);
        } catch (ZipException e) {
            throw new DataFormatException(name, offset, "damaged gzip stream: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new DataFormatException(name, offset, "the gzip stream ends too early", e);
        }
    }

    /** The file, and what it holds as far as its header was read. */
    @Override
    public String toString() {
        return name + ": " + stated;
    }

    private static long expanded(long bytes) {
        return bytes > Long.MAX_VALUE / MAX_EXPANSION ? Long.MAX_VALUE : bytes * MAX_EXPANSION;
    }

    /** {@code available} is the exact number of bytes of the content if {@code exact}, and an upper bound otherwise. */
    private Idx readContent(InputStream in, long available, boolean exact) throws IOException {
        byte[] magic = take(in, 4, "the magic number");
        if (magic[0] != 0 || magic[1] != 0) {
            throw error(
                    0, "expected two zero bytes, the start of an IDX file, got " + hex(magic[0]) + " " + hex(magic[1]));
        }
        Idx.Type type = type(magic[2]);
        int[] dims = new int[magic[3] & 0xff];
        long bytes = type.bytes();
        boolean empty = false;
        for (int axis = 0; axis < dims.length; axis++) {
            long at = offset;
            byte[] size = take(in, 4, "the size of axis " + axis);
            dims[axis] = ByteBuffer.wrap(size).getInt();
            if (dims[axis] < 0) {
                throw error(
                        at,
                        "axis " + axis + ": expected a size from 0 to " + Integer.MAX_VALUE + ", got "
                                + Integer.toUnsignedString(dims[axis]));
            }
            empty |= dims[axis] == 0;
            bytes = Math.min(bytes * Math.max(1, dims[axis]), 1L << 32);
        }
        bytes = empty ? 0 : bytes;
        stated = type + " of shape " + Arrays.toString(dims);
        if (bytes > limit) {
            throw error(
                    offset,
                    "elements: expected at most " + limit + " bytes, the limit, but the header states " + stated);
        }
        if (offset + bytes > available || exact && offset + bytes < available) {
            throw error(
                    offset,
                    "elements: the header states " + stated + ", which is " + bytes + " bytes, but "
                            + (exact ? "" : "at most ") + (available - offset) + " follow");
        }
        byte[] elements = take(in, (int) bytes, "the elements, " + stated);
        if (in.read() >= 0) {
            throw error(offset, "expected the end after the elements, " + stated + ", but more follows");
        }
        return new Idx(type, Shape.of(dims), elements);
    }

    /** Reads bytes. Memory grows only with the bytes that the source really has. */
    private byte[] take(InputStream in, int n, String what) throws IOException {
        byte[] bytes = in.readNBytes(n);
        offset += bytes.length;
        if (bytes.length < n) {
            throw error(offset, "the file ends within " + what + ": expected " + n + " bytes, got " + bytes.length);
        }
        return bytes;
    }

    private Idx.Type type(byte code) {
        for (Idx.Type type : Idx.Type.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw error(2, "unknown element type " + hex(code));
    }

    private DataFormatException error(long at, String message) {
        return new DataFormatException(name, at, message);
    }

    private static String hex(byte b) {
        return String.format("0x%02x", b & 0xff);
    }
}
