package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Concat;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.NormOptions;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Unflatten;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LayerErrorsNamePathTest {
    private final SplittableRandom random = new SplittableRandom(1);

    private static Tensor zeros(int... shape) {
        return new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(shape)));
    }

    private static void assertFails(Layer layer, Tensor x, String message) {
        assertThatThrownBy(() -> layer.forward(x))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    @Test
    void missingAxisIsNamedWithThePathOfTheLayer() {
        Sequential network =
                new Sequential().add("features", new Sequential(new Identity(), new Conv2d(3, 4, kernel(3), random)));
        assertFails(network, zeros(28, 28), "features.1: Conv2d: expected [N, C, H, W] or [C, H, W], got [28, 28]");
    }

    @Test
    void errorOfAnOperationNamesLayerAndOperation() {
        Sequential network = new Sequential(new Sequential(new Flatten(), new Concat(1, new Linear(4, 2, random))));
        assertThatThrownBy(() -> network.forward(zeros(2, 1, 3)))
                .hasMessage("0.1.0: Linear: expected [..., 4], got [2, 3]");
        Sequential deep = new Sequential(new Sequential(new Conv2d(3, 4, kernel(5), random)));
        assertThatThrownBy(() -> deep.forward(zeros(1, 3, 4, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("0.0: ");
    }

    @Test
    void errorInsideAnEmbeddingNamesItsRow() {
        Embedding table = new Embedding(3, 2, random);
        assertThatThrownBy(() -> table.forward(IntArray.of(0, 3)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("expected 0 to 2, got 3");
    }

    @Test
    void wrongInputsSayWhatWasExpected() {
        assertFails(
                new BatchNorm2d(3),
                zeros(1, 2, 2, 2),
                "BatchNorm2d: expected 3 channels along axis 1, got [1, 2, 2, 2]");
        assertFails(
                new BatchNorm2d(2),
                zeros(1, 2, 1, 1),
                "BatchNorm2d: batch normalisation in training: expected more than one value for each channel, "
                        + "got input [1, 2, 1, 1]");
        assertFails(new LayerNorm(3), zeros(2, 4), "LayerNorm: expected an input that ends with [3], got [2, 4]");
        assertFails(new MaxPool2d(2), zeros(4, 4), "MaxPool2d: expected [N, C, H, W] or [C, H, W], got [4, 4]");
        assertFails(
                new Unflatten(1, 2, 3),
                zeros(2, 5),
                "Unflatten: expected 6 elements along axis 1 to become [2, 3], got [2, 5]");
        assertFails(
                new Residual(new Linear(4, 1, random)),
                zeros(2, 4),
                "Residual: expected the same shape from body and shortcut, got [2, 1] and [2, 4] for input [2, 4]");
    }

    @Test
    void impossibleSettingsFailWhenTheLayerIsMade() {
        assertRefused(() -> new Linear(0, 2, random), "in features: expected at least 1, got 0");
        assertRefused(
                () -> new Conv2d(3, 4, kernel(3).groups(2), random),
                "groups: expected a divisor of 3 and 4 channels, got 2");
        assertRefused(
                () -> new Conv2d(3, 4, kernel(3).stride(1, 2, 1), random),
                "stride: expected 1 or 2 numbers for 2 spatial axes, got [1, 2, 1]");
        assertRefused(
                () -> new ConvTranspose2d(1, 1, TransposeOptions.of(kernel(2)).outputPadding(0, 0, 0), random),
                "output padding: expected 1 or 2 numbers for 2 spatial axes, got [0, 0, 0]");
        assertRefused(() -> new GroupNorm(3, 4), "groups: expected a divisor of 4 channels, got 3");
        assertRefused(() -> new Dropout(1.5, random), "p: expected 0 to 1, got 1.5");
        assertRefused(() -> NormOptions.BATCH.momentum(2), "momentum: expected from 0 to 1, got 2.0");
        assertRefused(() -> NormOptions.BATCH.eps(-1), "eps: expected a finite number, 0 or more, got -1.0");
        assertRefused(() -> new Embedding(3, 2, 3, DType.FLOAT32, random), "padding row: expected -1 to 2, got 3");
        assertRefused(() -> new Concat(1), "branches: expected at least one, got none");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable making, String message) {
        assertThatThrownBy(making).isInstanceOf(ArgumentException.class).hasMessage(message);
    }
}
