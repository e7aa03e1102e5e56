package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.examples.ConvolutionThreeWays;
import dev.adjoint.examples.ConvolutionThreeWays.Way;
import dev.adjoint.op.Conv;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops, patches and the sparse matrix compute the same convolution. */
class ConvolutionThreeWaysTest {
    static Stream<ConvOptions> options() {
        ConvOptions plain = ConvOptions.kernel(3, 2);
        return Stream.of(
                plain,
                plain.padding(1),
                plain.stride(2),
                plain.dilation(2),
                plain.stride(2, 3).padding(2, 1));
    }

    @ParameterizedTest
    @MethodSource("options")
    void agreeWithTheOperation(ConvOptions options) {
        SplittableRandom random = new SplittableRandom(3);
        Tensor x = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(1, 2, 7, 6), 0, 1, random));
        Tensor weight = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(4, 2, 3, 2), 0, 1, random));
        double[] expected = Conv.conv(x, weight, options).value().toDoubleArray();

        Way loops = ConvolutionThreeWays.loops(x, weight, options);
        Way patches = ConvolutionThreeWays.patches(x, weight, options);
        Way sparse = ConvolutionThreeWays.sparseMatrix(x, weight, options);

        for (Way way : new Way[] {loops, patches, sparse}) {
            assertThat(way.y().toDoubleArray()).containsExactly(expected, within(1e-12));
        }
        assertThat(sparse.multiplyAdds()).isEqualTo(loops.multiplyAdds()).isLessThanOrEqualTo(patches.multiplyAdds());
        assertThat(patches.multiplyAdds()).isEqualTo(expected.length * 2 * 3 * 2L);
        assertThat(loops.bytes()).isZero();
        assertThat(sparse.bytes()).isGreaterThan(patches.bytes());
    }
}
