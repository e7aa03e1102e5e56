package dev.adjoint.suite.train;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.Clipping;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingResult;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A tiny network with everything that a checkpoint has to carry: weights, running statistics, dropout, an optimiser
 * with momentum, and batches that do not divide evenly.
 */
final class ToyTraining {
    static final int EPOCHS = 4;

    /** 5 batches, the last one of 2 samples. */
    static final Batches TRAINING = images(34, 1).batches(8).shuffle(7);

    static final Batches VALIDATION = images(12, 2).batches(5);

    final Sequential model;
    final Optimizer optimizer;
    final Trainer trainer;

    ToyTraining(TrainerOptions options) {
        this(options, new SplitMix(3));
    }

    ToyTraining(TrainerOptions options, RandomGenerator random) {
        model = new Sequential(
                new Conv2d(1, 4, kernel(3).padding(1), random),
                new BatchNorm2d(4),
                new Relu(),
                new MaxPool2d(2),
                new Dropout(0.25, random),
                new Flatten(),
                new Linear(36, 3, random));
        optimizer = new AdamW(model, 0.01);
        trainer = new Trainer(model, optimizer, Losses::crossEntropy, options);
    }

    /** Steps of two batches, clipped, with metrics. */
    static TrainerOptions options() {
        return TrainerOptions.epochs(EPOCHS)
                .accumulation(2)
                .clipping(Clipping.byNorm(1))
                .metrics(new Accuracy());
    }

    TrainingResult fit() {
        return trainer.fit(TRAINING, VALIDATION);
    }

    /** Noise, a third of it brighter on top and a third below. */
    private static Dataset images(int n, long seed) {
        SplitMix random = new SplitMix(seed);
        NDArray noise = NDArray.normal(DType.FLOAT32, Shape.of(n, 1, 6, 6), 0, 1, random);
        int[] labels = random.ints(n, 0, 3).toArray();
        float[] pixels = noise.floats();
        for (int i = 0; i < pixels.length; i++) {
            int label = labels[i / 36];
            boolean top = i % 36 < 18;
            pixels[i] += label == 1 && top || label == 2 && !top ? 1 : 0;
        }
        return Dataset.of(NDArray.wrap(noise.shape(), pixels), IntArray.of(labels));
    }

    static void assertSameBits(Block actual, Block expected) {
        assertSameBits(actual.state(), expected.state());
    }

    static void assertSameBits(Map<String, NDArray> actual, Map<String, NDArray> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((path, value) ->
                assertThat(value.sameBits(expected.get(path))).as(path).isTrue());
    }
}
