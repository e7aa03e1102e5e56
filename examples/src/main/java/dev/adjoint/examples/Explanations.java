package dev.adjoint.examples;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.Parameter;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.explorer.Film;
import dev.adjoint.explorer.Limits;
import dev.adjoint.explorer.Picture;
import dev.adjoint.explorer.Recording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Losses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Recorded tapes for the explorer's page: what happens inside small networks when they learn. */
public final class Explanations {
    /** Enough for every weight of a small network and every value of one image. */
    private static final Limits SMALL_NETWORK = Limits.DEFAULTS.elements(20_000);

    private Explanations() {}

    /**
     * The edge detector after its first step of training, when its kernel is (0.36, -0.36), with its whole training as
     * a film.
     *
     * @return the recording
     */
    public static Recording edgeDetector() {
        Parameter kernel = new Parameter("kernel", NDArray.zeros(DType.FLOAT64, Shape.of(1, 1, 1, 2)));
        List<EdgeDetector.Step> steps = EdgeDetector.train();
        Film film = Film.of(Map.of("kernel", kernel)).learningRate(EdgeDetector.LEARNING_RATE);
        for (int i = 0; i < steps.size(); i++) {
            film.snapshot(i, steps.get(i).loss());
            kernel.assign(steps.get(i).kernel());
        }
        kernel.assign(steps.get(0).kernel());
        Tensor image = EdgeDetector.image();
        Tensor target = EdgeDetector.edges(image);
        try (Tape tape = Tape.record()) {
            Tensor edges = image.conv(kernel);
            edges.sub(target).square().sum();
            return Explorer.of(tape)
                    .title("Edge detector")
                    .description(
                            "One filter of two weights learns to find vertical edges: recorded after the first step"
                                    + " of gradient descent. The loss is the sum of the squared errors.")
                    .name(image, "image")
                    .name(target, "edges")
                    .film(film)
                    .recording();
        }
    }

    /**
     * A convolution with stride, padding at one side and two channels, a rectifier and a pooling, on small whole
     * numbers.
     *
     * @return the recording
     */
    public static Recording stridedConvolution() {
        SplittableRandom random = new SplittableRandom(3611);
        Tensor image = wholeNumbers(random, -3, 4, 1, 2, 7, 8);
        Parameter kernel =
                new Parameter("kernel", wholeNumbers(random, -2, 3, 2, 2, 3, 3).value());
        Padding inFront = Padding.sides(new int[] {1, 1}, new int[] {0, 0});
        try (Tape tape = Tape.record()) {
            Tensor y = image.conv(kernel, ConvOptions.DEFAULTS.stride(2).padding(inFront));
            y.relu().maxPool(PoolOptions.kernel(2).stride(1)).square().sum();
            return Explorer.of(tape)
                    .title("Strided convolution")
                    .description(
                            "A 3x3 kernel moves two cells at a time over two channels with padding in front. The last"
                                    + " row of the image is left over. A rectifier, a pooling and a sum of squares follow.")
                    .name(image, "image")
                    .limits(Limits.DEFAULTS.checks(image.shape().size()))
                    .recording();
        }
    }

    /**
     * A network at work on one labelled image, with the cross entropy as its loss.
     *
     * @param title the heading
     * @param network gives the logits of a batch
     * @param image a batch of one image
     * @param label its class
     * @param film snapshots of its training; null for none
     * @return the recording
     */
    public static Recording network(String title, Layer network, Tensor image, IntArray label, Film film) {
        network.eval();
        try (Tape tape = Tape.record()) {
            Losses.crossEntropy(network.forward(image), label);
            Explorer explorer = Explorer.of(tape)
                    .title(title)
                    .description("One image of class " + label.at(0)
                            + " on its way through the network. The loss is the" + " cross entropy.")
                    .name(image, "image")
                    .parameters(network.parameters())
                    .limits(SMALL_NETWORK);
            return (film == null ? explorer : explorer.film(film)).recording();
        }
    }

    /**
     * Draws the tapes of the edge detector and the strided convolution as SVG files.
     *
     * @param args the directory; the current one if there is none
     * @throws IOException if a picture cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args.length == 0 ? "" : args[0]);
        for (Recording recording : List.of(edgeDetector(), stridedConvolution())) {
            Path file =
                    directory.resolve(recording.title().toLowerCase(Locale.ROOT).replace(' ', '-') + ".svg");
            new Picture(recording).writeTo(file);
            System.out.println(file);
        }
    }

    private static Tensor wholeNumbers(SplittableRandom random, int low, int high, int... shape) {
        Shape sizes = Shape.of(shape);
        double[] numbers = new double[sizes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(low, high);
        }
        return new Tensor(NDArray.of(sizes, numbers));
    }
}
