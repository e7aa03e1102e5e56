package dev.adjoint.bench;

import dev.adjoint.ConvOptions;
import dev.adjoint.IntArray;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.bench.Measurement.Plan;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** A network with one batch, on which it is trained over and over. */
final class Networks {
    private static final Path PROCESS = Path.of("/proc/self/status");

    private final Sequential model;
    private final Tensor images;
    private final IntArray labels;
    private final Optimizer optimizer;
    private final Workspace workspace = new Workspace();

    private Networks(Function<Layer, Optimizer> optimizer, Tensor images, Layer... layers) {
        this.model = Numbers.initialise(new Sequential(layers));
        this.images = images;
        this.labels = Numbers.labels(1001, images.dim(0));
        this.optimizer = optimizer.apply(model);
    }

    static Networks lenet() {
        Random random = new Random(0);
        return new Networks(
                net -> new Sgd(net, Sgd.rate(1e-4).momentum(0.9)),
                Numbers.tensor(1000, 64, 1, 28, 28),
                new Conv2d(1, 6, ConvOptions.kernel(5).padding(2), random),
                new Relu(),
                new MaxPool2d(2),
                new Conv2d(6, 16, ConvOptions.kernel(5), random),
                new Relu(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(400, 120, random),
                new Relu(),
                new Linear(120, 84, random),
                new Relu(),
                new Linear(84, 10, random));
    }

    static Networks cnn32() {
        Random random = new Random(0);
        List<Layer> layers = new ArrayList<>();
        int channels = 3;
        for (int wide : new int[] {32, 64}) {
            for (int i = 0; i < 2; i++) {
                layers.addAll(Arrays.asList(
                        new Conv2d(channels, wide, ConvOptions.kernel(3).padding(1), random),
                        new BatchNorm2d(wide),
                        new Relu()));
                channels = wide;
            }
            layers.add(new MaxPool2d(2));
        }
        layers.addAll(
                Arrays.asList(new Flatten(), new Linear(4096, 128, random), new Relu(), new Linear(128, 10, random)));
        return new Networks(
                net -> new Adam(net, 1e-5), Numbers.tensor(1000, 32, 3, 32, 32), layers.toArray(Layer[]::new));
    }

    static Networks mlp() {
        Random random = new Random(0);
        return new Networks(
                net -> new Sgd(net, 1e-3),
                Numbers.tensor(1000, 128, 784),
                new Linear(784, 256, random),
                new Relu(),
                new Linear(256, 128, random),
                new Relu(),
                new Linear(128, 10, random));
    }

    /** One training step; the loss before it. */
    double step() {
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor loss = Losses.crossEntropy(model.forward(images), labels);
            tape.backward(loss);
            optimizer.step();
            optimizer.zeroGrad();
            return loss.item();
        }
    }

    private void infer() {
        Workspace.Scope scope = workspace.open();
        try (scope) {
            model.forward(images);
        }
    }

    void measure(Results results, Plan plan) {
        results.value("loss_step1", step());
        for (int i = 2; i < 10; i++) {
            step();
        }
        results.value("loss_step10", step());
        results.rate("train_images_per_s", Measurement.of(this::step, plan), images.dim(0));
        results.value("peak_rss_mb", peakMegabytes());
        model.eval();
        results.rate("infer_images_per_s", Measurement.of(this::infer, plan), images.dim(0));
    }

    /** The most memory that the process has had so far, as the kernel counts it. */
    private static double peakMegabytes() {
        try {
            for (String line : Files.readAllLines(PROCESS)) {
                if (line.startsWith("VmHWM")) {
                    return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Double.NaN;
    }
}
