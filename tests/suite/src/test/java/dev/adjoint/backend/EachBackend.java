package dev.adjoint.backend;

import dev.adjoint.Workspace;
import dev.adjoint.kernel.engine.Backends;
import dev.adjoint.kernel.engine.EngineState;
import java.util.ArrayList;
import java.util.List;

/** Runs tests on each backend, the naive one included. */
public final class EachBackend {
    private EachBackend() {}

    static List<Backend> all() {
        List<Backend> all = new ArrayList<>(Backends.available());
        all.add(new NaiveBackend());
        return all;
    }

    /** Runs a body once with each, in memory that holds NaN until it is written. */
    public static void run(Runnable body) {
        Backend before = EngineState.backend();
        try {
            for (Backend backend : all()) {
                EngineState.use(backend);
                Workspace.Scope scope = Workspace.poisoned().open();
                try (scope) {
                    body.run();
                }
            }
        } finally {
            EngineState.use(before);
        }
    }
}
