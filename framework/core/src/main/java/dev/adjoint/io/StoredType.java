package dev.adjoint.io;

/**
 * The element types of a safetensors file, by the names that its header uses. They have the order of the reference
 * implementation, whose writer puts the tensors of later types first. Numbers are little-endian.
 */
public enum StoredType {
    /** A truth value in a byte, 0 or 1. */
    BOOL(8),
    /** A 4-bit float (OCP Microscaling, E2M1), two in a byte. */
    F4(4),
    /** A 6-bit float with 2 exponent bits (OCP Microscaling), four in three bytes. */
    F6_E2M3(6),
    /** A 6-bit float with 3 exponent bits (OCP Microscaling), four in three bytes. */
    F6_E3M2(6),
    /** An integer from 0 to 255. */
    U8(8),
    /** An integer from -128 to 127. */
    I8(8),
    /** An 8-bit float with 5 exponent bits (Micikevicius et al., 2022). */
    F8_E5M2(8),
    /** An 8-bit float with 4 exponent bits (Micikevicius et al., 2022). */
    F8_E4M3(8),
    /** A power of two (OCP Microscaling's scale). */
    F8_E8M0(8),
    /** An 8-bit float with 4 exponent bits, without infinities and negative zero (Noune et al., 2022). */
    F8_E4M3FNUZ(8),
    /** An 8-bit float with 5 exponent bits, without infinities and negative zero (Noune et al., 2022). */
    F8_E5M2FNUZ(8),
    /** A 16-bit integer. */
    I16(16),
    /** An unsigned 16-bit integer. */
    U16(16),
    /** IEEE 754 binary16. */
    F16(16),
    /** The upper half of an IEEE 754 binary32. */
    BF16(16),
    /** A 32-bit integer. */
    I32(32),
    /** An unsigned 32-bit integer. */
    U32(32),
    /** IEEE 754 binary32. */
    F32(32),
    /** A complex number of two binary32. */
    C64(64),
    /** IEEE 754 binary64. */
    F64(64),
    /** A 64-bit integer. */
    I64(64),
    /** An unsigned 64-bit integer. */
    U64(64);

    private final int bits;

    StoredType(int bits) {
        this.bits = bits;
    }

    /**
     * The size of one element.
     *
     * @return the bits of an element
     */
    public int bits() {
        return bits;
    }

    /**
     * Whether elements are truth values or integers.
     *
     * @return true for BOOL, I8 to I64 and U8 to U64
     */
    public boolean isInteger() {
        return switch (this) {
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> true;
            default -> false;
        };
    }

    /**
     * Whether elements are floating-point numbers that arrays can hold exactly.
     *
     * @return true for F16, BF16, F32 and F64
     */
    public boolean isFloat() {
        return switch (this) {
            case F16, BF16, F32, F64 -> true;
            default -> false;
        };
    }
}
