package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Layers have the same first values as PyTorch's. */
class FirstValuesTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void weightsAndBiasesFillTheRangeOfTheirFanIn() {
        assertFills(new Linear(64, 300, random), 1 / 8.0);
        assertFills(new Conv2d(8, 300, kernel(3, 6).groups(4), random), 1 / 6.0);
        // The fan-in of a transposed convolution counts the weight's second axis: output channels of a group.
        assertFills(
                new ConvTranspose2d(8, 300, TransposeOptions.of(kernel(2, 3).groups(4)), random), 1 / Math.sqrt(450));
    }

    private static void assertFills(Layer layer, double bound) {
        layer.parameters().forEach((path, parameter) -> {
            double[] values = parameter.value().toDoubleArray();
            assertThat(Arrays.stream(values).min().getAsDouble()).as(path).isBetween(-bound * 1.000001, -0.97 * bound);
            assertThat(Arrays.stream(values).max().getAsDouble()).as(path).isBetween(0.97 * bound, bound * 1.000001);
        });
    }

    @Test
    void paddingRowOfAnEmbeddingIsZero() {
        NDArray weight = new Embedding(3, 4, 1, DType.FLOAT32, random)
                .parameters()
                .get("weight")
                .value();
        for (int column = 0; column < 4; column++) {
            assertThat(weight.get(1, column)).isZero();
            assertThat(weight.get(2, column)).isNotZero();
        }
    }
}
