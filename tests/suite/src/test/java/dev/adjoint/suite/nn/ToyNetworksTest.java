package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.GradCheckReport;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Concat;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.DepthwiseSeparableConv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.GlobalAvgPool;
import dev.adjoint.nn.Hardswish;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.NormOptions;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.Unflatten;
import dev.adjoint.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Small networks of known families. Each takes a few lines, learns, and has the gradient that differences give. */
class ToyNetworksTest {

    /** Layers of one element type with first values from one seed. */
    private record Maker(DType dtype, RandomGenerator random) {
        Maker(DType dtype) {
            this(dtype, new SplittableRandom(5));
        }

        Layer conv(int in, int out, int kernel, int stride) {
            return new Conv2d(
                    in, out, kernel(kernel).stride(stride).padding(kernel / 2).bias(false), dtype, random);
        }

        Layer norm(int channels) {
            return new BatchNorm2d(channels, NormOptions.BATCH.dtype(dtype));
        }

        Layer grow(int in, int out) {
            TransposeOptions doubling = TransposeOptions.of(kernel(4).stride(2).padding(1));
            return new ConvTranspose2d(in, out, doubling, dtype, random);
        }

        Layer linear(int in, int out) {
            return new Linear(in, out, true, dtype, random);
        }
    }

    private static Layer resNet(Maker make) {
        Layer same = new Residual(
                new Sequential(make.conv(4, 4, 3, 1), make.norm(4), new Relu(), make.conv(4, 4, 3, 1), make.norm(4)));
        Layer down = new Residual(
                new Sequential(make.conv(4, 6, 3, 2), make.norm(6), new Relu(), make.conv(6, 6, 3, 1), make.norm(6)),
                new Sequential(make.conv(4, 6, 1, 2), make.norm(6)));
        return new Sequential(
                make.conv(1, 4, 3, 1),
                make.norm(4),
                new Relu(),
                same,
                new Relu(),
                down,
                new Relu(),
                new GlobalAvgPool(2),
                new Flatten(),
                make.linear(6, 3));
    }

    private static Layer mobileNet(Maker make) {
        return new Sequential(
                make.conv(1, 4, 3, 1),
                make.norm(4),
                new Hardswish(),
                new DepthwiseSeparableConv2d(4, 6, kernel(3).padding(1).stride(2), make.dtype(), make.random()),
                make.norm(6),
                new Hardswish(),
                new GlobalAvgPool(2),
                new Flatten(),
                make.linear(6, 3));
    }

    private static Layer uNet(Maker make) {
        Layer bottom = new Sequential(new MaxPool2d(2), make.conv(8, 8, 3, 1), new Tanh(), make.grow(8, 8));
        Layer middle = new Sequential(
                new MaxPool2d(2),
                make.conv(4, 8, 3, 1),
                new Tanh(),
                new Concat(1, new Identity(), bottom),
                make.conv(16, 4, 3, 1),
                new Tanh(),
                make.grow(4, 4));
        return new Sequential(
                make.conv(1, 4, 3, 1), new Tanh(), new Concat(1, new Identity(), middle), make.conv(8, 3, 1, 1));
    }

    private static Layer generator(Maker make) {
        return new Sequential(
                make.linear(4, 4 * 2 * 2),
                new Unflatten(1, 4, 2, 2),
                make.norm(4),
                new Relu(),
                make.grow(4, 3),
                make.norm(3),
                new Relu(),
                make.grow(3, 1),
                new Tanh());
    }

    private static Layer discriminator(Maker make) {
        return new Sequential(
                make.conv(1, 4, 3, 2),
                new LeakyRelu(0.2),
                make.conv(4, 6, 3, 2),
                make.norm(6),
                new LeakyRelu(0.2),
                new Flatten(),
                make.linear(6 * 2 * 2, 1));
    }

    /** Images of three kinds, a horizontal bar, a vertical bar and a blob, each at a random position and with noise. */
    private static Tensor images(DType dtype, int count) {
        SplittableRandom random = new SplittableRandom(8);
        double[] pixels = new double[count * 64];
        for (int n = 0; n < count; n++) {
            int at = 1 + random.nextInt(5);
            for (int i = 0; i < 64; i++) {
                boolean drawn = switch (n % 3) {
                    case 0 -> i / 8 == at;
                    case 1 -> i % 8 == at;
                    default -> Math.abs(i / 8 - at) <= 1 && Math.abs(i % 8 - at) <= 1;
                };
                pixels[n * 64 + i] = (drawn ? 1 : 0) + 0.1 * random.nextGaussian();
            }
        }
        return new Tensor(NDArray.wrap(Shape.of(count, 1, 8, 8), pixels).to(dtype));
    }

    private static IntArray kinds(int count) {
        int[] kinds = new int[count];
        java.util.Arrays.setAll(kinds, i -> i % 3);
        return IntArray.of(kinds);
    }

    /** Says of each pixel whether it is paper, ink, or the brightest ink. */
    private static IntArray segments(Tensor images) {
        int[] segments = new int[images.shape().size()];
        java.util.Arrays.setAll(
                segments, i -> images.value().at(i) < 0.5 ? 0 : images.value().at(i) < 1 ? 1 : 2);
        return IntArray.of(Shape.of(images.dim(0), 8, 8), segments);
    }

    private static double train(Block network, double rate, int steps, Supplier<Tensor> loss) {
        Adam adam = new Adam(network, rate);
        double last = 0;
        for (int i = 0; i < steps; i++) {
            adam.zeroGrad();
            try (Tape tape = Tape.record()) {
                Tensor value = loss.get();
                tape.backward(value);
                last = value.item();
            }
            adam.step();
        }
        return last;
    }

    private static void assertLearns(Block network, Supplier<Tensor> loss) {
        double first = train(network, 0.02, 1, loss);
        assertThat(train(network, 0.02, 40, loss)).isLessThan(0.5 * first);
    }

    private static void assertGradient(List<Parameter> parameters, Supplier<Tensor> loss) {
        GradCheckReport report = GradCheck.DEFAULTS.directionsAbove(0, 4).check(loss, parameters);
        report.requirePassed();
        assertThat(report.kinks()).hasSizeLessThan(report.comparisons().size() / 10);
    }

    private static List<Parameter> parameters(Block network) {
        return new ArrayList<>(network.parameters().values());
    }

    @Test
    void resNetLearnsToTellImagesApart() {
        Layer network = resNet(new Maker(DType.FLOAT32));
        Tensor x = images(DType.FLOAT32, 12);
        assertLearns(network, () -> Losses.crossEntropy(network.forward(x), kinds(12)));
    }

    @Test
    void gradientOfAResNetIsRight() {
        Layer network = resNet(new Maker(DType.FLOAT64));
        Tensor x = images(DType.FLOAT64, 3);
        assertGradient(parameters(network), () -> Losses.crossEntropy(network.forward(x), kinds(3)));
    }

    @Test
    void mobileNetLearnsToTellImagesApart() {
        Layer network = mobileNet(new Maker(DType.FLOAT32));
        Tensor x = images(DType.FLOAT32, 12);
        assertLearns(network, () -> Losses.crossEntropy(network.forward(x), kinds(12)));
    }

    @Test
    void gradientOfAMobileNetIsRight() {
        Layer network = mobileNet(new Maker(DType.FLOAT64));
        Tensor x = images(DType.FLOAT64, 3);
        assertGradient(parameters(network), () -> Losses.crossEntropy(network.forward(x), kinds(3)));
    }

    @Test
    void uNetLearnsToLabelPixels() {
        Layer network = uNet(new Maker(DType.FLOAT32));
        Tensor x = images(DType.FLOAT32, 6);
        assertLearns(network, () -> Losses.crossEntropy(network.forward(x), segments(x)));
    }

    @Test
    void gradientOfAUNetIsRight() {
        Layer network = uNet(new Maker(DType.FLOAT64));
        Tensor x = images(DType.FLOAT64, 2);
        assertGradient(parameters(network), () -> Losses.crossEntropy(network.forward(x), segments(x)));
    }

    @Test
    void discriminatorLearnsToTellGeneratedImagesAndGeneratorToDeceiveIt() {
        Layer generator = generator(new Maker(DType.FLOAT32));
        Layer discriminator = discriminator(new Maker(DType.FLOAT32));
        Tensor real = images(DType.FLOAT32, 8);
        Tensor noise = noise(DType.FLOAT32);
        assertLearns(discriminator, () -> discriminatorLoss(generator, discriminator, real, noise));
        assertLearns(generator, () -> generatorLoss(generator, discriminator, noise));
    }

    @Test
    void gradientsOfADcganAreRight() {
        Layer generator = generator(new Maker(DType.FLOAT64));
        Layer discriminator = discriminator(new Maker(DType.FLOAT64));
        Tensor real = images(DType.FLOAT64, 3);
        Tensor noise = noise(DType.FLOAT64);
        assertGradient(parameters(discriminator), () -> discriminatorLoss(generator, discriminator, real, noise));
        assertGradient(parameters(generator), () -> generatorLoss(generator, discriminator, noise));
    }

    private static Tensor noise(DType dtype) {
        return new Tensor(NDArray.normal(dtype, Shape.of(8, 4), 0, 1, new SplittableRandom(2)));
    }

    private static Tensor discriminatorLoss(Layer generator, Layer discriminator, Tensor real, Tensor noise) {
        Tensor fake = generator.forward(noise).detach();
        return judged(discriminator, real, 1).add(judged(discriminator, fake, 0));
    }

    private static Tensor generatorLoss(Layer generator, Layer discriminator, Tensor noise) {
        return judged(discriminator, generator.forward(noise), 1);
    }

    /** The loss of the discriminator if it should judge the images as given: 1 for real, 0 for generated. */
    private static Tensor judged(Layer discriminator, Tensor images, double as) {
        Tensor logits = discriminator.forward(images);
        Tensor target = new Tensor(NDArray.full(logits.dtype(), logits.shape(), as));
        return Losses.binaryCrossEntropyWithLogits(logits, target);
    }
}
