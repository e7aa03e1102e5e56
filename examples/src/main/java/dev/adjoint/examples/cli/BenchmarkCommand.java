package dev.adjoint.examples.cli;

import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Sgd;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a model on this machine. */
@Command(name = "benchmark", description = "Times a model on random samples: using it, and steps of training.")
final class BenchmarkCommand extends Reporting {
    @Mixin
    private ModelArgument model;

    @Option(
            names = {"-b", "--batch-size"},
            order = 2,
            paramLabel = "N",
            description = "Samples in a batch; default ${DEFAULT-VALUE}.",
            defaultValue = "64")
    private int batchSize;

    @Option(
            names = "--seconds",
            order = 3,
            paramLabel = "S",
            description = "Seconds to measure each, after a warm-up of the same length; default ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private double seconds;

    @Override
    void run() throws Exception {
        Check.atLeast(1, "--batch-size", batchSize);
        Check.above0("--seconds", seconds);
        RandomGenerator random = new SplitMix(1);
        ModelArgument.Loaded loaded = model.load(random);
        Tensor inputs = loaded.random(batchSize, random);
        IntArray labels = IntArray.wrap(Shape.of(batchSize), new int[batchSize]);
        Optimizer optimizer = new Sgd(loaded.model(), 1e-4);
        print(
                "%s, batches of %d, %d threads, matrix products by %s",
                loaded.name(), batchSize, Engine.threads(), Engine.backend());
        put("threads", Engine.threads());
        put("backend", Engine.backend());
        put("batch_size", batchSize);

        loaded.model().eval();
        measure("inference", () -> loaded.model().forward(inputs));
        loaded.model().train();
        measure("training", () -> {
            try (Tape tape = Tape.record()) {
                tape.backward(Losses.crossEntropy(loaded.model().forward(inputs), labels));
            }
            optimizer.step();
            optimizer.zeroGrad();
        });
    }

    private void measure(String what, Runnable batch) {
        repeat(batch);
        double[] times = repeat(batch);
        Arrays.sort(times);
        double median = times[times.length / 2];
        print(
                "%-10s %9.2f ms a batch (median of %d), %,.0f samples a second",
                what, 1e3 * median, times.length, batchSize / median);
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("seconds_per_batch", median);
        measured.put("samples_per_second", batchSize / median);
        put(what, measured);
    }

    /** The seconds of each batch, for as many batches as fit into the time, at least one. */
    private double[] repeat(Runnable batch) {
        double[] times = new double[16];
        int n = 0;
        long start = System.nanoTime();
        long before = start;
        do {
            batch.run();
            long now = System.nanoTime();
            if (n == times.length) {
                times = Arrays.copyOf(times, 2 * n);
            }
            times[n++] = (now - before) / 1e9;
            before = now;
        } while ((before - start) / 1e9 < seconds);
        return Arrays.copyOf(times, n);
    }
}
