package dev.adjoint.bench;

import dev.adjoint.Engine;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs workloads on which other frameworks were measured, and prints one JSON line a result. */
@Command(
        name = "adjoint-bench",
        description = "Measures workloads in this process, one JSON line a result.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PeerWorkloads implements Callable<Integer> {
    @Parameters(arity = "1..*", description = "One or more of: ${COMPLETION-CANDIDATES}")
    private List<Workload> workloads;

    @Option(names = "--threads", defaultValue = "1", description = "Threads to compute with (${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--backend",
            description = "Matrix products by ejml, plain or simd; by default the fastest that can run")
    private String backend;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description =
                    "Factor on the times of warm-up and blocks (${DEFAULT-VALUE}); a tenth only shows that all works")
    private double scale;

    private PeerWorkloads() {}

    /**
     * Runs the workloads.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new PeerWorkloads()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() {
        Engine.useThreads(threads);
        if (backend != null) {
            System.setProperty("adjoint.backend", backend);
        }
        for (Workload workload : workloads) {
            workload.run(new Results("adjoint-" + Engine.backend(), workload.toString(), System.out), scale);
        }
        return 0;
    }
}
