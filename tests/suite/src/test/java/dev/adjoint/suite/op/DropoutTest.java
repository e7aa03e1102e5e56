package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Dropout;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random numbers and random zeros, from an explicit generator. */
class DropoutTest {
    private final Tensor ones = new Tensor(NDArray.full(DType.FLOAT64, Shape.of(100, 100), 1));

    @Test
    void whatStaysIsScaledSoThatTheMeanIsKept() {
        double[] y =
                Dropout.dropout(ones, 0.75, new SplittableRandom(1)).value().toDoubleArray();
        assertThat(y).containsOnly(0, 4);
        assertThat(new Tensor(NDArray.of(ones.shape(), y)).mean().item()).isCloseTo(1, within(0.1));
    }

    @Test
    void gradientHasTheSameZerosAndScale() {
        double[] y = Dropout.dropout(ones, 0.5, new SplittableRandom(2)).value().toDoubleArray();
        double[] dx = gradient(x -> Dropout.dropout(x, 0.5, new SplittableRandom(2)), ones);
        assertThat(dx).isEqualTo(y);
    }

    @Test
    void probabilityZeroKeepsTheInputAndDrawsNothing() {
        SplittableRandom random = new SplittableRandom(3);
        assertThat(Dropout.dropout(ones, 0, random).value().sameBits(ones.value()))
                .isTrue();
        assertThat(random.nextLong()).isEqualTo(new SplittableRandom(3).nextLong());
    }

    @Test
    void probabilityOneGivesZerosAndNoGradient() {
        assertThat(Dropout.dropout(ones, 1, new SplittableRandom(4)).value().toDoubleArray())
                .containsOnly(0);
        assertThat(gradient(x -> Dropout.dropout(x, 1, new SplittableRandom(4)), ones))
                .containsOnly(0);
    }

    @Test
    void channelsAreZeroedAsAWhole() {
        Tensor x = ones.reshape(100, 10, 2, 5);
        double[] y = Dropout.channels(x, 0.5, new SplittableRandom(5)).value().toDoubleArray();
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(y[i - i % 10]);
        }
        assertThat(y).containsOnly(0, 2);
    }

    @Test
    void numbersThatAreNoProbabilityAreErrors() {
        SplittableRandom random = new SplittableRandom(6);
        assertThatThrownBy(() -> Dropout.dropout(ones, 1.5, random)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Dropout.channels(ones, -0.1, random)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Dropout.channels(ones.reshape(10000), 0.1, random))
                .isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.bernoulli(DType.FLOAT32, Double.NaN, random, 1))
                .isInstanceOf(ArgumentException.class);
    }

    @Test
    void randomTensorsHaveTheMomentsAskedFor() {
        SplittableRandom random = new SplittableRandom(7);
        Shape shape = Shape.of(10000);
        for (DType dtype : DType.values()) {
            Tensor uniform = new Tensor(NDArray.uniform(dtype, shape, 2, 4, random));
            assertThat(uniform.mean().item()).isCloseTo(3, within(0.05));
            assertThat(uniform.min().item()).isBetween(2.0, 2.01);
            assertThat(uniform.max().item()).isBetween(3.99, 4.0);
            Tensor normal = new Tensor(NDArray.normal(dtype, shape, -1, 3, random));
            assertThat(normal.mean().item()).isCloseTo(-1, within(0.15));
            assertThat(normal.var().item()).isCloseTo(9, within(0.6));
            assertThat(Tensor.bernoulli(dtype, 0.3, random, shape.dims()).mean().item())
                    .isCloseTo(0.3, within(0.03));
        }
    }

    @Test
    void uniformNumbersStayBelowTheUpperBoundWhenTheyAreRounded() {
        RandomGenerator largest = () -> -1;
        for (DType dtype : DType.values()) {
            assertThat(new Tensor(NDArray.uniform(dtype, Shape.of(), 0, 1, largest)).item())
                    .isLessThan(1)
                    .isCloseTo(1, within(1e-7));
            assertThat(new Tensor(NDArray.uniform(dtype, Shape.of(), -1, 0.1, largest)).item())
                    .isLessThan(0.1)
                    .isCloseTo(0.1, within(1e-7));
            assertThat(new Tensor(NDArray.uniform(dtype, Shape.of(), 2, 2, largest)).item())
                    .isEqualTo(2);
        }
        assertThatThrownBy(() -> new Tensor(NDArray.uniform(DType.FLOAT32, Shape.of(), 2, 1, largest)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got 2.0 and 1.0");
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Tensor first = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(50), 0, 1, new SplittableRandom(8)));
        Tensor second = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(50), 0, 1, new SplittableRandom(8)));
        assertThat(first.value().sameBits(second.value())).isTrue();
    }
}
