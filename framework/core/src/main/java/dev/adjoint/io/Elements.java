package dev.adjoint.io;

import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import java.nio.ByteBuffer;

/** Turns the bytes of a tensor into numbers, chunk by chunk. */
final class Elements {
    private Elements() {}

    /** Takes elements from the start of a chunk; the first of them is the tensor's element {@code first}. */
    interface Sink {
        void accept(ByteBuffer chunk, int first, int elements);
    }

    /** Reads a number that a float holds exactly. */
    private interface Single {
        float at(ByteBuffer chunk, int i);
    }

    static Sink floats(String source, TensorInfo info, float[] target) {
        return switch (info.type()) {
            case F32 -> (chunk, first, n) -> chunk.asFloatBuffer().get(target, first, n);
            case F16, BF16 -> {
                Single number = single(info.type());
                yield (chunk, first, n) -> {
                    for (int i = 0; i < n; i++) {
                        target[first + i] = number.at(chunk, i);
                    }
                };
            }
            case F64 ->
                (chunk, first, n) -> {
                    for (int i = 0; i < n; i++) {
                        target[first + i] = (float) chunk.getDouble(i * Double.BYTES);
                    }
                };
            default ->
                (chunk, first, n) -> {
                    for (int i = 0; i < n; i++) {
                        long number = integer(source, info, chunk, first, i);
                        target[first + i] = number;
                        requireExact(source, info, first + i, number, (double) target[first + i], "float32");
                    }
                };
        };
    }

    static Sink doubles(String source, TensorInfo info, double[] target) {
        return switch (info.type()) {
            case F64 -> (chunk, first, n) -> chunk.asDoubleBuffer().get(target, first, n);
            case F32, F16, BF16 -> {
                Single number = single(info.type());
                yield (chunk, first, n) -> {
                    for (int i = 0; i < n; i++) {
                        target[first + i] = number.at(chunk, i);
                    }
                };
            }
            default ->
                (chunk, first, n) -> {
                    for (int i = 0; i < n; i++) {
                        long number = integer(source, info, chunk, first, i);
                        target[first + i] = number;
                        requireExact(source, info, first + i, number, target[first + i], "float64");
                    }
                };
        };
    }

    private static Single single(StoredType type) {
        return switch (type) {
            case F32 -> (chunk, i) -> chunk.getFloat(i * Float.BYTES);
            case F16 -> (chunk, i) -> Halves.binary16(chunk.getShort(i * Short.BYTES));
            case BF16 -> (chunk, i) -> Halves.bfloat16(chunk.getShort(i * Short.BYTES));
            default -> throw new IllegalArgumentException(type.name());
        };
    }

    static Sink ints(String source, TensorInfo info, int[] target) {
        return (chunk, first, n) -> {
            for (int i = 0; i < n; i++) {
                long number = integer(source, info, chunk, first, i);
                if (number != (int) number) {
                    throw inexact(source, info, first + i, String.valueOf(number), "32 bits");
                }
                target[first + i] = (int) number;
            }
        };
    }

    static Sink longs(String source, TensorInfo info, long[] target) {
        return (chunk, first, n) -> {
            for (int i = 0; i < n; i++) {
                target[first + i] = integer(source, info, chunk, first, i);
            }
        };
    }

    static Sink booleans(String source, TensorInfo info, boolean[] target) {
        return (chunk, first, n) -> {
            for (int i = 0; i < n; i++) {
                target[first + i] = integer(source, info, chunk, first, i) == 1;
            }
        };
    }

    private static long integer(String source, TensorInfo info, ByteBuffer chunk, int first, int i) {
        return switch (info.type()) {
            case BOOL -> truth(source, info, chunk.get(i), first + i);
            case U8 -> Byte.toUnsignedLong(chunk.get(i));
            case I8 -> chunk.get(i);
            case I16 -> chunk.getShort(i * Short.BYTES);
            case U16 -> Short.toUnsignedLong(chunk.getShort(i * Short.BYTES));
            case I32 -> chunk.getInt(i * Integer.BYTES);
            case U32 -> Integer.toUnsignedLong(chunk.getInt(i * Integer.BYTES));
            case I64 -> chunk.getLong(i * Long.BYTES);
            case U64 -> unsigned(source, info, chunk.getLong(i * Long.BYTES), first + i);
            default -> throw new IllegalArgumentException(info.type().name());
        };
    }

    private static long truth(String source, TensorInfo info, byte stored, int element) {
        if (stored != 0 && stored != 1) {
            throw new DataFormatException(
                    source,
                    info.begin() + element,
                    "tensor '" + info.name() + "' of type BOOL: expected 0 or 1, got " + stored);
        }
        return stored;
    }

    private static long unsigned(String source, TensorInfo info, long stored, int element) {
        if (stored < 0) {
            throw inexact(source, info, element, Long.toUnsignedString(stored), "63 bits");
        }
        return stored;
    }

    /** The largest long, rounded up, would pass for exact if it were cast back. */
    private static void requireExact(
            String source, TensorInfo info, int element, long number, double held, String target) {
        if ((long) held != number || held == 0x1p63) {
            throw inexact(source, info, element, String.valueOf(number), target);
        }
    }

    private static DTypeException inexact(String source, TensorInfo info, int element, String number, String target) {
        return new DTypeException(source + ": tensor '" + info.name() + "' of type " + info.type() + ": element "
                + element + " is " + number + ", which " + target + " cannot hold exactly");
    }
}
