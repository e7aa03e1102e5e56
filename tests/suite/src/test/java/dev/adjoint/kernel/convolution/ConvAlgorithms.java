package dev.adjoint.kernel.convolution;

import java.util.Locale;

/** Runs tests with one way of computing convolutions. */
public final class ConvAlgorithms {
    private ConvAlgorithms() {}

    /** Runs a body with one way, wherever that way applies. */
    public static void with(String name, Runnable body) {
        ConvAlgorithm.force(ConvAlgorithm.valueOf(name.toUpperCase(Locale.ROOT)));
        try {
            body.run();
        } finally {
            ConvAlgorithm.force(null);
        }
    }
}
