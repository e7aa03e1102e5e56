package dev.adjoint;

/** What stands in the padding around an input. The examples pad {@code 1234} by two on either side. */
public enum PaddingMode {
    /** Zeros: {@code 00 1234 00}. */
    ZEROS,
    /** The mirror image without the edge: {@code 32 1234 32}. Needs less padding than the input is long. */
    REFLECT,
    /** The edge repeated: {@code 11 1234 44}. */
    REPLICATE,
    /** The input repeated: {@code 34 1234 12}. Needs no more padding than the input is long. */
    CIRCULAR
}
