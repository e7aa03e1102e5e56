package dev.adjoint.suite.op;

import static dev.adjoint.PoolOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ConvOptions;
import dev.adjoint.IntArray;
import dev.adjoint.ResizeOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Windows take a batch or one sample of it, and nobody guesses which it is. */
class SpatialAxesTest {
    private final Tensor image = Tensor.arange(16).reshape(1, 4, 4);

    private static Tensor random(int... dims) {
        return Tensor.randn(new SplittableRandom(1), dims);
    }

    @Test
    void anImageIsPooledOverItsTwoAxes() {
        Tensor expected = Tensor.of(new float[][][] {{{5, 7}, {13, 15}}});
        assertThat(image.maxPool(2, 2).value()).isEqualTo(expected.value());
        assertThat(image.maxPool(kernel(2).axes(2)).value()).isEqualTo(expected.value());
        assertThat(image.maxPoolIndices(kernel(2, 2))).isEqualTo(IntArray.of(Shape.of(1, 2, 2), 5, 7, 13, 15));
    }

    @Test
    void rankThreeIsNeverGuessed() {
        List<UnaryOperator<Tensor>> guesses = List.of(
                x -> x.maxPool(2),
                x -> x.avgPool(2),
                x -> x.lpPool(2, kernel(2)),
                x -> x.adaptiveAvgPool(1),
                x -> x.adaptiveMaxPool(2),
                Tensor::globalAvgPool,
                Tensor::globalMaxPool,
                x -> x.upsample(2),
                x -> x.interpolate(ResizeOptions.to(8).linear(false)),
                x -> x.unfold(ConvOptions.kernel(2)));
        for (UnaryOperator<Tensor> guess : guesses) {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> guess.apply(image))
                    .withMessageContaining(
                            "[1, 4, 4] may be an image [C, H, W] or a batch of signals [N, C, L]; say which");
        }
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> image.maxPool(2))
                .withMessageEndingWith("say which: kernel(2, 2), or kernel(2).axes(1)");
    }

    @Test
    void otherRanksAreErrors() {
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.zeros(2, 2).maxPool(2))
                .withMessage(
                        "max_pool: expected a batch [N, C, spatial...] with 1 to 3 spatial axes, or one sample of it,"
                                + " got [2, 2]");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.zeros(2, 2).maxPool(2, 2))
                .withMessage("max_pool: expected a batch [N, C, spatial...] with 2 spatial axes, or one sample"
                        + " [C, spatial...], got [2, 2]");
    }

    @Test
    void signalsAreToldByTheNumberOfAxes() {
        Tensor signals = random(2, 3, 8);
        assertThat(signals.maxPool(kernel(2).axes(1)).shape()).isEqualTo(Shape.of(2, 3, 4));
        assertThat(signals.adaptiveAvgPool(Shape.of(2)).shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(signals.globalAvgPool(1).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(signals.interpolate(ResizeOptions.by(2).axes(1)).shape()).isEqualTo(Shape.of(2, 3, 16));
        assertThat(signals.unfold(1, ConvOptions.kernel(2)).shape()).isEqualTo(Shape.of(2, 6, 7));
    }

    /** One sample gives what a batch of one gives. */
    @Test
    void aSampleIsABatchOfOne() {
        Tensor weight = random(4, 3, 2, 2);
        Tensor bias = random(4);
        Tensor up = random(3, 4, 2, 2);
        List<UnaryOperator<Tensor>> functions = List.of(
                x -> x.conv(weight, bias, ConvOptions.DEFAULTS),
                x -> x.convTranspose(
                        up, bias, TransposeOptions.of(ConvOptions.kernel(2).stride(2))),
                x -> x.flippedConv(weight, ConvOptions.DEFAULTS),
                x -> x.avgPool(2, 2),
                x -> x.lpPool(2, kernel(2, 2)),
                x -> x.adaptiveMaxPool(3, 2),
                x -> x.globalMaxPool(2),
                x -> x.upsample(2, 3),
                x -> x.unfold(2, ConvOptions.kernel(2)),
                x -> x.unfold(2, ConvOptions.kernel(2)).fold(Shape.of(5, 4), ConvOptions.kernel(2)));
        Tensor sample = random(3, 5, 4);
        for (UnaryOperator<Tensor> function : functions) {
            Tensor expected = function.apply(sample.unsqueeze(0)).squeeze(0);
            assertThat(function.apply(sample).value()).isEqualTo(expected.value());
        }
        Tensor dy = random(4, 4, 3);
        assertThat(sample.filterGradient(dy, weight.shape(), ConvOptions.DEFAULTS)
                        .value())
                .isEqualTo(sample.unsqueeze(0)
                        .filterGradient(dy.unsqueeze(0), weight.shape(), ConvOptions.DEFAULTS)
                        .value());
        Tensor offset = random(8, 4, 3);
        Tensor mask = random(4, 4, 3);
        assertThat(sample.deformConv(weight, offset, mask, ConvOptions.DEFAULTS).value())
                .isEqualTo(sample.unsqueeze(0)
                        .deformConv(weight, offset.unsqueeze(0), mask.unsqueeze(0), ConvOptions.DEFAULTS)
                        .squeeze(0)
                        .value());
        IntArray places = sample.maxPoolIndices(kernel(2, 2));
        assertThat(sample.maxPool(2, 2).maxUnpool(places, 5, 4).shape()).isEqualTo(sample.shape());
    }

    @Test
    void aPlainKernelIsOneFilterForOneChannel() {
        Tensor x = Tensor.arange(9).reshape(3, 3).unbatched();
        Tensor k = Tensor.arange(4).reshape(2, 2);
        assertThat(x.conv(k).value()).isEqualTo(x.conv(k.unbatched()).value());
        assertThat(x.convTranspose(k).value())
                .isEqualTo(x.convTranspose(k.unbatched()).value());
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.zeros(1, 2, 3, 3).conv(k))
                .withMessage(
                        "a plain kernel [2, 2] expects one channel, got input [1, 2, 3, 3]; filters of several channels"
                                + " are [Cout, Cin, kernel...]");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Tensor.zeros(3, 3).conv(k));
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> x.unbatched())
                .withMessageStartingWith("unbatched: expected a signal [L], a matrix [H, W] or a volume [D, H, W]");
    }
}
