package dev.adjoint.suite;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels so large that Fourier transforms compute them are compared with sums of convolutions with small parts of the
 * kernel.
 */
class LargeKernelTest {
    private static final Tolerance ROUNDING = new Tolerance(0, 1e-11);

    private final Random random = new Random(5);

    private Tensor normal(DType dtype, int... dims) {
        return new Tensor(NDArray.normal(dtype, Shape.of(dims), 0, 1, random));
    }

    @Test
    void depthwiseKernelOf31By31EqualsTheSumOfItsRows() {
        Tensor x = normal(DType.FLOAT64, 2, 8, 33, 33);
        Tensor w = normal(DType.FLOAT64, 8, 1, 31, 31);
        ConvOptions options = ConvOptions.kernel(31).padding(15).groups(8);
        Tensor g = normal(DType.FLOAT64, 2, 8, 33, 33);

        try (Tape tape = Tape.record()) {
            Tensor whole = Conv.conv(x, w, options);
            Tensor byRows = IntStream.range(0, 31)
                    .mapToObj(row -> rowOf(x, w, row))
                    .reduce(Tensor::add)
                    .orElseThrow();
            List<Tensor> gradients = tape.from(whole).seed(g).keep().gradients(x, w);
            List<Tensor> expected = tape.from(byRows).seed(g).gradients(x, w);

            assertClose(whole, byRows, ROUNDING);
            assertClose(gradients.get(0), expected.get(0), ROUNDING);
            assertClose(gradients.get(1), expected.get(1), ROUNDING);
        }
    }

    /** The contribution of one row of the kernel, which sees the input rows {@code row - 15} further down. */
    private static Tensor rowOf(Tensor x, Tensor w, int row) {
        Tensor line = w.slice(2, row, row + 1);
        ConvOptions flat = ConvOptions.kernel(1, 31).padding(15, 15).groups(8);
        return Conv.conv(x, line, flat).slice(2, row, row + 33);
    }

    @Test
    void thousandsOfTapsEqualTheirSumsAndTheirGradientsToo() {
        Tensor x = normal(DType.FLOAT32, 1, 2, 60_000);
        Tensor w = normal(DType.FLOAT32, 2, 2, 5_000);
        Tensor g = normal(DType.FLOAT32, 1, 2, 55_001);
        try (Tape tape = Tape.record()) {
            Tensor y = Conv.conv(x, w, ConvOptions.kernel(5_000));
            List<Tensor> gradients = tape.from(y).seed(g).gradients(x, w);

            NDArray image = x.value();
            NDArray filter = w.value();
            NDArray upstream = g.value();
            assertSum(
                    y.value().get(0, 1, 40_000), 2, 5_000, (c, k) -> image.get(0, c, 40_000 + k) * filter.get(1, c, k));
            assertSum(
                    gradients.get(0).value().get(0, 1, 30_000),
                    2,
                    5_000,
                    (o, k) -> upstream.get(0, o, 30_000 - k) * filter.get(o, 1, k));
            assertSum(
                    gradients.get(1).value().get(0, 1, 700),
                    1,
                    55_001,
                    (n, p) -> upstream.get(n, 0, p) * image.get(n, 1, p + 700));
        }
    }

    private static void assertSum(double actual, int outer, int inner, Term term) {
        double sum = 0;
        for (int i = 0; i < outer; i++) {
            for (int j = 0; j < inner; j++) {
                sum += term.of(i, j);
            }
        }
        assertThat(actual).isCloseTo(sum, within(1e-4));
    }

    /** A term of a double sum. */
    @FunctionalInterface
    private interface Term {
        double of(int i, int j);
    }

    /** The matrices of patches would have 2.2 and 6.2 GB. */
    @ParameterizedTest
    @ValueSource(strings = {"line", "depthwise"})
    @Tag("slow")
    void heapOf64MegabytesIsEnoughForLargeKernelsAndTheirGradients(String which) throws Exception {
        JavaProcess process = JavaProcess.run(List.of("-Xmx64m"), LargeKernelProcess.class, which);
        assertThat(process.exitCode()).as(process.output()).isZero();
    }

    @Test
    void cellsBeyondTheLastWindowGetGradientZero() {
        Tensor x = normal(DType.FLOAT64, 1, 1, 4_100);
        Tensor w = normal(DType.FLOAT64, 1, 1, 1_000);
        try (Tape tape = Tape.record()) {
            // (4100 - 1000) mod 7 = 6 cells are left over.
            Tensor y = Conv.conv(x, w, ConvOptions.kernel(1_000).stride(7));
            Tensor dx = tape.gradients(y.sum(), x).get(0);

            assertThat(dx.slice(2, 4_094, 4_100).value().toDoubleArray()).containsOnly(0);
            assertThat(dx.value().get(0, 0, 4_093)).isNotZero();
        }
    }
}
