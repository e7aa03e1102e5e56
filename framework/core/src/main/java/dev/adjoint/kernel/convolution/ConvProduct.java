package dev.adjoint.kernel.convolution;

import java.util.Locale;

/** The three products of a convolution. */
public enum ConvProduct {
    /** The convolution itself. */
    FORWARD,
    /** The gradient of its input, a transposed convolution. */
    INPUT_GRADIENT,
    /** The gradient of its filters. */
    FILTER_GRADIENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
