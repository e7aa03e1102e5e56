package dev.adjoint.io;

import java.util.Map;

/** A checked header: metadata, and tensors by name in the order of their bytes. */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors) {
    /** The bytes of the header's own length, in front of it. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** The longest header that the format allows. */
    static final int MAX_BYTES = 100_000_000;

    /** The entry that is not a tensor. */
    static final String METADATA = "__metadata__";
}
