package dev.adjoint.io;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the header of a file says about one tensor.
 *
 * @param name its name
 * @param type the type of its elements
 * @param sizes the size along each axis, none for a scalar; unsigned, though only a tensor without elements can have a
 *     size beyond {@link Long#MAX_VALUE}
 * @param begin where its bytes begin in the file
 * @param end where they end, exclusive
 */
public record TensorInfo(String name, StoredType type, List<Long> sizes, long begin, long end) {
    /**
     * Copies the sizes.
     *
     * @param name its name
     * @param type the type of its elements
     * @param sizes the size along each axis, none for a scalar; unsigned, though only a tensor without elements can
     *     have a size beyond {@link Long#MAX_VALUE}
     * @param begin where its bytes begin in the file
     * @param end where they end, exclusive
     */
    public TensorInfo {
        sizes = List.copyOf(sizes);
    }

    /**
     * The bytes of all elements.
     *
     * @return their number
     */
    public long bytes() {
        return end - begin;
    }

    /**
     * The number of elements.
     *
     * @return 1 for a scalar
     */
    public long elements() {
        return bytes() / type.bits() * 8 + bytes() % type.bits() * 8 / type.bits();
    }

    /** Type and sizes as in {@code F32[6, 1, 5, 5]}. */
    @Override
    public String toString() {
        return type + shapeText();
    }

    /**
     * The sizes as a text.
     *
     * @return as in {@code [6, 1, 5, 5]}
     */
    public String shapeText() {
        return sizes.stream().map(Long::toUnsignedString).collect(Collectors.joining(", ", "[", "]"));
    }
}
