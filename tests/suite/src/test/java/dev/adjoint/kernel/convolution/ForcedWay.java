package dev.adjoint.kernel.convolution;

import dev.adjoint.kernel.engine.EngineState;
import java.util.Locale;
import java.util.Optional;

/** Runs tests with one way of computing convolutions. */
public final class ForcedWay {
    private ForcedWay() {}

    /** Runs a body with one way, wherever that way applies. */
    public static void with(String name, Runnable body) {
        EngineState.force(Optional.of(ConvWay.valueOf(name.toUpperCase(Locale.ROOT))));
        try {
            body.run();
        } finally {
            EngineState.force(Optional.empty());
        }
    }
}
