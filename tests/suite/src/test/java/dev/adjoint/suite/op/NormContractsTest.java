package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Normalisations of numbers that can be checked by mental arithmetic, and what they refuse. */
class NormContractsTest {
    private static Tensor of(Shape shape, double... numbers) {
        return new Tensor(NDArray.of(shape, numbers));
    }

    private static Tensor of(double... numbers) {
        return of(Shape.of(numbers.length), numbers);
    }

    @Test
    void givenStatisticsAreUsedWithAndWithoutFactorAndSummand() {
        Tensor x = of(Shape.of(1, 2, 1), 3, 5);
        Tensor mean = of(1, 1);
        Tensor variance = of(4, 16);
        Tensor weight = of(2, 3);
        Tensor bias = of(10, 20);
        assertThat(Norms.withStatistics(x, mean, variance, null, null, 0)
                        .value()
                        .toDoubleArray())
                .containsExactly(1, 1);
        assertThat(Norms.withStatistics(x, mean, variance, weight, null, 0)
                        .value()
                        .toDoubleArray())
                .containsExactly(2, 3);
        assertThat(Norms.withStatistics(x, mean, variance, null, bias, 0)
                        .value()
                        .toDoubleArray())
                .containsExactly(11, 21);
        assertThat(Norms.withStatistics(x, mean, variance, weight, bias, 0)
                        .value()
                        .toDoubleArray())
                .containsExactly(12, 23);
    }

    @Test
    void instanceNormalisationAveragesItsStatisticsOverTheBatch() {
        Tensor x = of(Shape.of(2, 1, 2), 1, 3, 5, 11);
        Norms.Normalized normalized = Norms.instanceNorm(x, of(2), of(7), 0);
        assertThat(normalized.output().value().toDoubleArray()).containsExactly(5, 9, 5, 9);
        assertThat(normalized.mean().toDoubleArray()).containsExactly((2 + 8) / 2.0);
        assertThat(normalized.variance().toDoubleArray()).containsExactly((2 + 18) / 2.0);
    }

    @Test
    void averagedVariancesAreTheUnbiasedOnesOfEachChannel() {
        Tensor x = of(Shape.of(2, 2, 3), 1, 2, 3, 0, 3, 6, 4, 8, 12, 1, 5, 9);
        Norms.Normalized normalized = Norms.instanceNorm(x, null, null, 0);
        assertThat(normalized.mean().toDoubleArray()).containsExactly((2 + 8) / 2.0, (3 + 5) / 2.0);
        assertThat(normalized.variance().toDoubleArray()).containsExactly((1 + 16) / 2.0, (9 + 16) / 2.0);
    }

    @Test
    void numbersOfOtherChannelsAndTooFewValuesAreRefused() {
        Tensor x = of(Shape.of(1, 2, 2), 1, 2, 3, 4);
        Tensor two = of(1, 1);
        Tensor three = of(1, 1, 1);
        for (Runnable wrong : List.<Runnable>of(
                () -> Norms.withStatistics(x, three, two, null, null, 0),
                () -> Norms.withStatistics(x, two, three, null, null, 0),
                () -> Norms.withStatistics(x, two, two, three, null, 0),
                () -> Norms.withStatistics(x, two, two, null, three, 0),
                () -> Norms.instanceNorm(x, three, null, 0),
                () -> Norms.instanceNorm(x, null, three, 0),
                () -> Norms.instanceNorm(of(Shape.of(2, 2, 1), 1, 2, 3, 4), null, null, 0),
                () -> Norms.groupNorm(x, 1, three, null, 0),
                () -> Norms.groupNorm(x, 1, null, three, 0),
                () -> Norms.layerNorm(x, Shape.of(2), three, null, 0),
                () -> Norms.layerNorm(x, Shape.of(2), null, three, 0),
                () -> Norms.batchNorm(two, null, null, 0))) {
            assertThatExceptionOfType(ShapeException.class).isThrownBy(wrong::run);
        }
    }
}
