package dev.adjoint.bench;

import dev.adjoint.Engine;
import dev.adjoint.bench.Measurement.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The first training step of LeNet-5, in new processes that load nothing else. */
public final class ColdStart {
    private ColdStart() {}

    /**
     * Makes one training step and prints the time of day at its end, in nanoseconds.
     *
     * @param args the number of threads, and what computes matrix products
     */
    public static void main(String[] args) {
        Engine.useThreads(Integer.parseInt(args[0]));
        System.setProperty("adjoint.backend", args[1]);
        Networks.lenet().step();
        Instant now = Instant.now();
        System.out.println("FIRST_STEP_NS " + (now.getEpochSecond() * 1_000_000_000L + now.getNano()));
    }

    /** Starts processes like this one, and measures from there to the end of the step and of the process. */
    static void measure(Results results, Plan plan) {
        double[] steps = new double[plan.blocks()];
        double[] processes = new double[plan.blocks()];
        for (int i = 0; i < steps.length; i++) {
            long start = System.nanoTime();
            try {
                Process process = new ProcessBuilder(command())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
                    if (reader.readLine() == null) {
                        throw new IllegalStateException("The process ended before its first step");
                    }
                    steps[i] = (System.nanoTime() - start) * 1e-9;
                }
                process.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a process ran", e);
            }
            processes[i] = (System.nanoTime() - start) * 1e-9;
        }
        results.time("first_step_s", Measurement.of(steps), 1);
        results.time("process_wall_s", Measurement.of(processes), 1);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ColdStart.class.getName()));
        command.addAll(List.of(String.valueOf(Engine.threads()), Engine.backend()));
        return command;
    }
}
