package dev.adjoint.kernel.convolution;

import dev.adjoint.ArgumentException;
import dev.adjoint.backend.Backend;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ways of computing a convolution. Which one is taken depends on the sizes and the provider of matrix products
 * alone, by measured rules, or is forced by the system property {@code adjoint.convolution} where the way named there
 * applies.
 */
public enum ConvAlgorithm {
    /** Loops over planes, for groups of one input channel: see {@link DirectConvF64}. */
    DIRECT {
        @Override
        boolean applies(ConvGeometry geometry) {
            return DirectConvF64.applies(geometry);
        }
    },
    /** Products with the patches that windows see: see {@link ProductsF64#convolution}. */
    PATCHES {
        @Override
        boolean applies(ConvGeometry geometry) {
            return true;
        }
    },
    /** Minimal filtering, for kernels of 3x3: see {@link WinogradConvF64}. */
    WINOGRAD {
        @Override
        boolean applies(ConvGeometry geometry) {
            return WinogradConvF64.applies(geometry);
        }
    },
    /** Fourier transforms, for large kernels: see {@link FourierConvF64}. */
    FOURIER {
        @Override
        boolean applies(ConvGeometry geometry) {
            return FourierConvF64.applies(geometry);
        }
    };

    /** The products of a convolution. */
    enum Product {
        FORWARD,
        INPUT_GRADIENT,
        FILTER_GRADIENT
    }

    /** Channels of a group, in and out, from which on minimal filtering saves more than its transforms cost. */
    private static final int WINOGRAD_CHANNELS = 16;

    private static volatile ConvAlgorithm forced = named(System.getProperty("adjoint.convolution"));

    /** Whether this way can compute a convolution. */
    abstract boolean applies(ConvGeometry geometry);

    /** Takes a way from now on wherever it applies; null for the rules. */
    public static void force(ConvAlgorithm algorithm) {
        forced = algorithm;
    }

    /** The way to compute a product of a geometry and a number of images. */
    static ConvAlgorithm of(ConvGeometry geometry, int batch, Product product) {
        ConvAlgorithm wanted = forced;
        return wanted != null && wanted.applies(geometry)
                ? wanted
                : fastest(geometry, batch, product, Backend.current());
    }

    private static ConvAlgorithm fastest(ConvGeometry geometry, int batch, Product product, Backend gemm) {
        if (FourierConvF64.pays(geometry, batch, gemm.transformCost())) {
            return FOURIER;
        }
        int channels = Math.min(geometry.inputChannels(), geometry.outputChannels()) / geometry.groups();
        if (channels >= WINOGRAD_CHANNELS && WINOGRAD.applies(geometry)) {
            return WINOGRAD;
        }
        if (geometry.isDepthwise()) {
            return DIRECT;
        }
        boolean vectors = gemm.f64().readsPatchesInPlace(1);
        return vectors && product == Product.FILTER_GRADIENT && DIRECT.applies(geometry) ? DIRECT : PATCHES;
    }

    private static ConvAlgorithm named(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(values())
                .filter(way -> way.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentException(
                        "adjoint.convolution: expected one of " + List.of(values()) + ", got " + name));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
