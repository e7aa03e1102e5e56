package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.*;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A layer's text is how one would make it: what must be said, and what differs from the defaults. */
class LayerTextTest {
    private final SplittableRandom random = new SplittableRandom(1);

    private static void assertText(Block block, String text) {
        assertThat(block).hasToString(text);
    }

    @Test
    void convolutions() {
        assertText(
                new Conv2d(10, 20, kernel(3).groups(2).bias(false), random),
                "Conv2d(10, 20, kernel=3x3, groups=2, bias=false)");
        assertText(new Conv1d(1, 2, kernel(5), random), "Conv1d(1, 2, kernel=5)");
        assertText(
                new Conv2d(1, 1, kernel(3, 1).stride(2, 1).padding(Padding.SAME).mode(PaddingMode.REFLECT), random),
                "Conv2d(1, 1, kernel=3x1, stride=2x1, padding=same, padding_mode=reflect)");
        assertText(
                new Conv2d(1, 1, kernel(2).padding(Padding.sides(new int[] {1}, new int[] {0})), DType.FLOAT64, random),
                "Conv2d(1, 1, kernel=2x2, padding=1x1 and 0x0, dtype=float64)");
        assertText(
                new ConvTranspose2d(
                        1, 1, TransposeOptions.of(kernel(3).stride(2)).outputPadding(1), random),
                "ConvTranspose2d(1, 1, kernel=3x3, stride=2x2, output_padding=1x1)");
        assertText(new Linear(784, 10, random), "Linear(784, 10)");
        assertText(new Linear(2, 3, false, DType.FLOAT64, random), "Linear(2, 3, bias=false, dtype=float64)");
        assertText(new Embedding(5, 2, 1, DType.FLOAT32, random), "Embedding(5, 2, padding_idx=1)");
        assertText(new DepthwiseSeparableConv2d(2, 3, kernel(3), random), """
                        DepthwiseSeparableConv2d(2, 3, kernel=3x3
                          (depthwise): Conv2d(2, 2, kernel=3x3, groups=2)
                          (pointwise): Conv2d(2, 3, kernel=1x1)
                        )""");
    }

    @Test
    void poolingsAndNorms() {
        assertText(new MaxPool2d(2), "MaxPool2d(kernel=2x2)");
        assertText(
                new AvgPool1d(PoolOptions.kernel(3).stride(1).countIncludePad(false)),
                "AvgPool1d(kernel=3, stride=1, count_include_pad=false)");
        assertText(new LpPool2d(2, PoolOptions.kernel(2)), "LpPool2d(2, kernel=2x2)");
        assertText(new AdaptiveAvgPool2d(2, 3), "AdaptiveAvgPool2d(output=2x3)");
        assertText(new GlobalAvgPool(2), "GlobalAvgPool(axes=2)");
        assertText(new BatchNorm2d(4), "BatchNorm2d(4)");
        assertText(
                new BatchNorm2d(4, NormOptions.BATCH.plainAverage().eps(1e-3)),
                "BatchNorm2d(4, eps=0.001, momentum=none)");
        assertText(new InstanceNorm1d(4, NormOptions.INSTANCE.affine(true)), "InstanceNorm1d(4, affine=true)");
        assertText(new GroupNorm(2, 4, 1e-6, true, DType.FLOAT32), "GroupNorm(2, 4, eps=1e-6)");
        assertText(new LayerNorm(3, 2), "LayerNorm(normalized_shape=3x2)");
    }

    @Test
    void others() {
        assertText(new Relu(), "Relu()");
        assertText(new LeakyRelu(0.2), "LeakyRelu(negative_slope=0.2)");
        assertText(new Gelu(true), "Gelu(approximate=tanh)");
        assertText(new Dropout(0.5, random), "Dropout(0.5)");
        assertText(new Softmax(-1), "Softmax(-1)");
        assertText(new Flatten(), "Flatten()");
        assertText(
                Upsample.axes(2).linear(true, 1.5),
                "Upsample(axes=2, mode=linear, scale_factor=1.5, align_corners=true)");
        assertText(Layer.of("double", x -> x.mul(2)), "double()");
        assertText(new Sequential(new Linear(2, 2, random), new Residual(new Relu())), """
                        Sequential(
                          (0): Linear(2, 2)
                          (1): Residual(
                            (body): Relu()
                            (shortcut): Identity()
                          )
                        )""");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
    }

    @Test
    void weightsAreReachedByTheirNames() {
        Conv2d conv = new Conv2d(1, 2, kernel(3), random);
        assertThat(conv.weight()).isSameAs(conv.parameter("weight"));
        assertThat(conv.bias().shape()).isEqualTo(Shape.of(2));
        BatchNorm2d norm = new BatchNorm2d(3);
        assertThat(norm.weight().shape()).isEqualTo(Shape.of(3));
        assertThat(norm.runningMean()).isSameAs(norm.buffer("running_mean"));
        assertThat(norm.runningVar()).isSameAs(norm.buffer("running_var"));
        assertThat(new Linear(2, 3, random).weight().shape()).isEqualTo(Shape.of(3, 2));
        assertThat(new ConvTranspose1d(2, 3, TransposeOptions.of(kernel(4)), random)
                        .weight()
                        .shape())
                .isEqualTo(Shape.of(2, 3, 4));
        assertRefused(
                () -> new Conv2d(1, 2, kernel(3).bias(false), random).bias(),
                "Conv2d: no parameter 'bias'; it has weight");
        assertRefused(
                () -> new InstanceNorm2d(2).runningMean(), "InstanceNorm2d: no buffer 'running_mean'; it has none");
    }

    @Test
    void functionsAreLayersToo() {
        Sequential network = new Sequential(Layer.of("twice", x -> x.mul(2))).add("tanh", Tensor::tanh);
        Tensor x = new Tensor(dev.adjoint.NDArray.of(Shape.of(1), 0.5));
        assertThat(network.forward(x).value().item()).isEqualTo(Math.tanh(1));
        assertThatThrownBy(() -> new Sequential().add("bad", v -> v.reshape(7)).forward(x))
                .hasMessageStartingWith("bad: bad: ");
    }
}
