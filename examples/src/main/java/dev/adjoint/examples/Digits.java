package dev.adjoint.examples;

import static dev.adjoint.ConvOptions.kernel;

import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.explorer.Film;
import dev.adjoint.explorer.Recording;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.LinearWarmup;
import dev.adjoint.optim.ProgressBar;
import dev.adjoint.optim.Scheduler;
import dev.adjoint.optim.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a small convolutional network to read handwritten digits of 8x8 pixels, and shows how well it reads the digits
 * of writers it has never seen.
 */
public final class Digits {
    /** How often the main job sees each image. */
    public static final int EPOCHS = 20;

    private static final int BATCH_SIZE = 32;
    private static final double LEARNING_RATE = 2e-3;
    private static final double WARM_UP = 0.1;
    private static final String FIRST_KERNELS = "0.weight";
    private static final Distortion DISTORTION = new Distortion(8, 0.08, 0.08, 0.5);

    private final Sequential network;
    private final Film film;
    private final RandomGenerator random;
    private final long seed;

    /**
     * A network with random weights.
     *
     * @param seed the source of all random numbers of the training; the same seed gives the same bits
     */
    public Digits(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.network = network(random);
        this.film = Film.of(Map.of(FIRST_KERNELS, network.parameters().get(FIRST_KERNELS)));
    }

    private static Sequential network(RandomGenerator random) {
        return new Sequential(
                new Conv2d(1, 16, kernel(3).padding(1).bias(false), random),
                new BatchNorm2d(16),
                new Relu(),
                new Conv2d(16, 32, kernel(3).padding(1).bias(false), random),
                new BatchNorm2d(32),
                new Relu(),
                new MaxPool2d(2),
                new Conv2d(32, 64, kernel(3).padding(1).bias(false), random),
                new BatchNorm2d(64),
                new Relu(),
                new MaxPool2d(2),
                new Flatten(),
                new Dropout(0.3, random),
                new Linear(64 * 2 * 2, 10, random));
    }

    /**
     * Learns from the training part, and prints a line an epoch.
     *
     * @param images the digits
     * @param epochs how often each image is seen
     */
    public void train(DigitImages images, int epochs) {
        Batches batches = images.training().batches(BATCH_SIZE).shuffle(seed);
        AdamW optimizer = new AdamW(network, LEARNING_RATE);
        int steps = epochs * batches.count();
        int warmUp = (int) (WARM_UP * steps);
        Scheduler scheduler = new Scheduler(
                optimizer, new LinearWarmup(new CosineAnnealingLr(LEARNING_RATE, steps - warmUp, 0), warmUp));
        ProgressBar bar = new ProgressBar(System.err, new TrainingListener() {});
        bar.onStart(epochs, List.of());
        System.out.println("  epoch      loss   training   validation      time");
        for (int epoch = 0; epoch < epochs; epoch++) {
            long start = System.nanoTime();
            double loss = 0;
            int correct = 0;
            network.train();
            int done = 0;
            bar.onEpochStart(epoch + 1, done, batches.count());
            for (Batch batch : batches.epoch(epoch)) {
                Tensor input = DISTORTION.apply(batch.inputs(), random);
                double error;
                try (Tape tape = Tape.record()) {
                    Tensor logits = network.forward(input);
                    Tensor mean = Losses.crossEntropy(logits, batch.labels());
                    tape.backward(mean);
                    error = mean.item();
                    correct += new DigitReport(batch, logits.detach().argmax(1)).correct();
                }
                loss += error * batch.size();
                optimizer.step();
                optimizer.zeroGrad();
                scheduler.step();
                done++;
                bar.onBatch(new BatchResult(
                        epoch + 1,
                        done,
                        batches.count(),
                        epoch * batches.count() + done,
                        optimizer.learningRate(),
                        error));
            }
            int n = images.training().size();
            film.snapshot(film.frames() + 1, loss / n);
            bar.close();
            System.out.printf(
                    "  %5d  %8.4f   %6.2f %%     %6.2f %%   %5.2f s%n",
                    epoch + 1,
                    loss / n,
                    100.0 * correct / n,
                    100 * accuracy(images.validation()),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /**
     * How many digits the network reads correctly.
     *
     * @param digits labelled images
     * @return from 0 to 1
     */
    public double accuracy(Dataset digits) {
        return report(digits).accuracy();
    }

    private DigitReport report(Dataset digits) {
        Batch all = digits.all();
        network.eval();
        IntArray predictions = network.forward(all.inputs()).argmax(1);
        return new DigitReport(all, predictions);
    }

    /**
     * The learned weights.
     *
     * @return the parameters in the order of the layers
     */
    public List<Parameter> parameters() {
        return List.copyOf(network.parameters().values());
    }

    /**
     * Records what the network does with an image, and how its first kernels were learned. It takes an image that the
     * network misreads, if there is one, because its gradients say more.
     *
     * @param digits labelled images
     * @return the recording
     */
    public Recording explain(Dataset digits) {
        int i = report(digits).mistakes().stream().findFirst().orElse(0);
        Batch one = digits.range(i, i + 1).all();
        return Explanations.network("Digits network", network, one.inputs(), one.labels(), film);
    }

    /**
     * Trains, tests and shows the result.
     *
     * @param args the seed; 1 if there is none
     */
    public static void main(String[] args) {
        run(DigitImages.load(), args.length == 0 ? 1 : Long.parseLong(args[0]));
    }

    /**
     * Trains, tests and shows the result.
     *
     * @param images the digits
     * @param seed the source of all random numbers
     * @return the trained network
     */
    static Digits run(DigitImages images, long seed) {
        long start = System.nanoTime();
        Digits digits = new Digits(seed);
        int weights =
                digits.parameters().stream().mapToInt(p -> p.shape().size()).sum();
        System.out.println("Digits: a small convolutional network learns to read handwriting");
        System.out.println();
        System.out.printf(
                "  images of 8x8 pixels: %d for training, %d for validation, %d for the test%n",
                images.training().size(),
                images.validation().size(),
                images.test().size());
        System.out.println("  in the order of writing, so that the parts come from different writers");
        System.out.printf("  network: 3 convolutions and a linear layer, %,d weights, float32%n", weights);
        System.out.println("  matrix products by: " + Engine.backend());
        System.out.println();
        digits.train(images, EPOCHS);
        System.out.println();

        DigitReport report = digits.report(images.test());
        System.out.println(report.confusionMatrix());
        System.out.println();
        System.out.println("Some digits of the test part:");
        System.out.println(report.draw(IntStream.range(0, 5).boxed().toList()));
        List<Integer> mistakes = report.mistakes();
        if (!mistakes.isEmpty()) {
            System.out.println();
            System.out.println("Some that were misread:");
            System.out.println(report.draw(mistakes.stream().limit(5).toList()));
        }
        System.out.println();
        System.out.printf(
                "Test accuracy: %.2f %% (%d of %d), after %.1f s%n",
                100 * report.accuracy(), report.correct(), images.test().size(), (System.nanoTime() - start) / 1e9);
        return digits;
    }
}
