package dev.adjoint.kernel;

import dev.adjoint.Workspace;
import java.util.ArrayList;
import java.util.List;

/** Runs tests with each way to compute matrix products, the naive one included. */
public final class Gemms {
    private Gemms() {}

    static List<Gemm> all() {
        List<Gemm> all = new ArrayList<>(Gemm.available());
        all.add(new NaiveGemm());
        return all;
    }

    /** Runs a body once with each way, in memory that holds NaN until it is written. */
    public static void each(Runnable body) {
        Gemm before = Gemm.current();
        try {
            for (Gemm gemm : all()) {
                Gemm.use(gemm);
                Workspace.Scope scope = Workspace.poisoned().open();
                try (scope) {
                    body.run();
                }
            }
        } finally {
            Gemm.use(before);
        }
    }
}
