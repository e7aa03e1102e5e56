package dev.adjoint.backend;

import dev.adjoint.Workspace;
import java.util.ArrayList;
import java.util.List;

/** Runs tests with each way to compute matrix products, the naive one included. */
public final class Backends {
    private Backends() {}

    static List<Backend> all() {
        List<Backend> all = new ArrayList<>(Backend.available());
        all.add(new NaiveBackend());
        return all;
    }

    /** Runs a body once with each way, in memory that holds NaN until it is written. */
    public static void each(Runnable body) {
        Backend before = Backend.current();
        try {
            for (Backend gemm : all()) {
                Backend.use(gemm);
                Workspace.Scope scope = Workspace.poisoned().open();
                try (scope) {
                    body.run();
                }
            }
        } finally {
            Backend.use(before);
        }
    }
}
