package dev.adjoint;

/** The element type of an {@link NDArray}. */
public enum DType {
    /** IEEE 754 binary32, the default. */
    FLOAT32(Float.BYTES),
    /** IEEE 754 binary64, for gradient checks and teaching. */
    FLOAT64(Double.BYTES);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one element.
     *
     * @return bytes an element takes
     */
    public int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
