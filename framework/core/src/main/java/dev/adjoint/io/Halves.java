package dev.adjoint.io;

/** The two 16-bit floats, each exact in a float. */
final class Halves {
    /** From a binary16 subnormal's mantissa to its value: 2^-24. */
    private static final float SUBNORMAL = 0x1p-24f;

    /** The difference of the exponents' biases, 127 - 15, at the place of a float's exponent. */
    private static final int BIAS = 112 << 23;

    private Halves() {}

    /** IEEE 754 binary16: 1 sign, 5 exponent and 10 mantissa bits. A NaN keeps its sign and payload. */
    static float binary16(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half & 0x7c00;
        int mantissa = half & 0x03ff;
        int bits;
        if (exponent == 0x7c00) {
            bits = 0x7f80_0000 | mantissa << 13;
        } else if (exponent == 0) {
            bits = Float.floatToRawIntBits(mantissa * SUBNORMAL);
        } else {
            bits = ((exponent | mantissa) << 13) + BIAS;
        }
        return Float.intBitsToFloat(sign | bits);
    }

    /** The upper half of a binary32. */
    static float bfloat16(short half) {
        return Float.intBitsToFloat(half << 16);
    }
}
