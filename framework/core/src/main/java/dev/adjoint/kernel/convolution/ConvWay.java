package dev.adjoint.kernel.convolution;

import dev.adjoint.window.ConvGeometry;
import java.util.Locale;

/**
 * The ways of computing a convolution. {@link ConvWays} says which one is taken; the system property
 * {@code adjoint.convolution} forces one wherever it applies.
 */
public enum ConvWay {
    /** Loops over planes, for groups of one input channel: see {@link DirectConvF64}. */
    DIRECT,
    /** Products with the patches that windows see: see {@link PatchConvF64}. */
    PATCHES,
    /** Windows times filters on images whose channels stand side by side, if the backend offers that. */
    CELLS,
    /** Minimal filtering, for kernels of 3x3: see {@link WinogradConvF64}. */
    WINOGRAD,
    /** Fourier transforms, for large kernels: see {@link FourierConvF64}. */
    FOURIER;

    /** Whether this way can compute a convolution, on a backend whose vectors hold so many channels. */
    boolean applies(ConvGeometry geometry, int lanes) {
        return switch (this) {
            case DIRECT -> DirectConvF64.applies(geometry);
            case PATCHES -> true;
            case CELLS -> lanes > 0 && !geometry.isPointwise() && geometry.hasPhases();
            case WINOGRAD -> WinogradConvF64.applies(geometry);
            case FOURIER -> FourierConvF64.applies(geometry);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
