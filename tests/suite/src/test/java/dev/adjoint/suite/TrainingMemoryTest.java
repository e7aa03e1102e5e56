package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that training takes, in a JVM of its own. */
@Tag("slow")
class TrainingMemoryTest {
    private static final int STEPS = 100_000;
    private static final int EARLY_STEPS = STEPS / 10;
    private static final long SMALLEST_OBJECT = 16; // bytes

    @ParameterizedTest
    @ValueSource(strings = {"ejml", "plain", "simd"})
    void heapOf256MegabytesTrainsLenetOnBatchesOf64(String products) throws Exception {
        JavaProcess process = run(List.of("-Xmx256m"), products, "lenet");
        assertThat(process.exitCode()).as(process.output()).isZero();
    }

    @Test
    void hundredThousandStepsKeepLessThanOneObjectEach() throws Exception {
        JavaProcess process = run(List.of("-Xmx64m", "-XX:+UseSerialGC"), "plain", "soak");
        assertThat(process.exitCode()).as(process.output()).isZero();
        long[] used = process.output()
                .lines()
                .filter(line -> line.startsWith("used "))
                .mapToLong(line -> Long.parseLong(line.substring("used ".length())))
                .toArray();
        assertThat(used).hasSize(2);
        assertThat(used[1])
                .as("bytes in use at the end; %d near the start", used[0])
                .isLessThan(used[0] + SMALLEST_OBJECT * (STEPS - EARLY_STEPS));
    }

    private static JavaProcess run(List<String> heap, String products, String network) throws Exception {
        List<String> flags = new ArrayList<>(heap);
        flags.addAll(List.of("-Dadjoint.backend=" + products, "--add-modules", "jdk.incubator.vector"));
        return JavaProcess.run(flags, TrainingMemoryTest.class, network);
    }

    /** Trains LeNet for some steps, or a small network for many, and prints the memory in use early and at the end. */
    public static void main(String[] args) {
        Random random = new Random(1);
        if (args[0].equals("lenet")) {
            Sequential lenet = new Sequential(
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
            train(lenet, images(random, 64, 28), 30);
            return;
        }
        Sequential small = new Sequential(
                new Conv2d(1, 2, ConvOptions.kernel(3), random),
                new Relu(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(18, 3, random));
        Tensor images = images(random, 2, 8);
        train(small, images, EARLY_STEPS);
        printMemory();
        train(small, images, STEPS - EARLY_STEPS);
        printMemory();
    }

    private static Tensor images(Random random, int count, int side) {
        return new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(count, 1, side, side), 0, 1, random));
    }

    private static void train(Layer model, Tensor images, int steps) {
        Sgd descent = new Sgd(model, Sgd.rate(1e-3).momentum(0.9));
        int[] labels = new int[images.dim(0)];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        for (int step = 0; step < steps; step++) {
            try (Tape tape = Tape.record()) {
                tape.backward(Losses.crossEntropy(model.forward(images), IntArray.of(labels)));
            }
            descent.step();
            descent.zeroGrad();
        }
    }

    private static void printMemory() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println("used " + (runtime.totalMemory() - runtime.freeMemory()));
    }
}
