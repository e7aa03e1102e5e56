package dev.adjoint.suite.jqwik;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static dev.adjoint.jqwik.AdjointAssertions.assertEquivariant;
import static dev.adjoint.jqwik.AdjointAssertions.assertLinear;
import static dev.adjoint.jqwik.AdjointAssertions.translation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Assertions about adjoints, linearity and equivariance, with maps that satisfy them and maps that do not. */
class MapAssertionsTest {
    private static final ConvCase STRIDED = new ConvCase(
            Shape.of(1, 1, 3, 4), Shape.of(1, 1, 2, 2), ConvOptions.kernel(2).stride(1, 2), 1);

    private static Tensor conv(Tensor x) {
        return Conv.conv(x, STRIDED.weight(), STRIDED.options());
    }

    private static Tensor adjoint(Tensor g) {
        return Conv.convTranspose(g, STRIDED.weight(), STRIDED.transposed());
    }

    @Test
    void theTransposedConvolutionIsTheAdjoint() {
        assertAdjoint(MapAssertionsTest::conv, MapAssertionsTest::adjoint, STRIDED.input());
        assertAdjoint(
                MapAssertionsTest::conv,
                MapAssertionsTest::adjoint,
                STRIDED.input().to(DType.FLOAT64));
        assertAdjoint(
                MapAssertionsTest::conv,
                MapAssertionsTest::adjoint,
                STRIDED.input(),
                STRIDED.outputGradient(),
                Tolerance.EXACT);
        assertAdjoint(
                x -> Conv.conv(x, STRIDED.weight().to(DType.FLOAT32), STRIDED.options()),
                g -> Conv.convTranspose(g, STRIDED.weight().to(DType.FLOAT32), STRIDED.transposed()),
                STRIDED.input().to(DType.FLOAT32));
    }

    @Test
    void anAdjointWithOneWrongElementIsShown() {
        UnaryOperator<Tensor> wrong = g -> {
            double[] numbers = adjoint(g).value().toDoubleArray();
            numbers[6] += 0.5;
            return Tensor.of(numbers, 1, 1, 3, 4);
        };

        assertThatThrownBy(() -> assertAdjoint(MapAssertionsTest::conv, wrong, STRIDED.input()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("adjoint: <map(x), g> = ")
                .hasMessageContaining("\nadjoint(g): 1 of 12 elements of float64[1, 1, 3, 4] differ")
                .hasMessageContaining("worst at [0, 0, 1, 2]")
                .hasMessageContaining("....\n  ..X.\n  ....");
    }

    @Test
    void aStrideThatTheAdjointForgotIsCaught() {
        TransposeOptions forgotten = TransposeOptions.of(ConvOptions.kernel(2)).outputSize(3, 3);
        assertThatThrownBy(() -> assertAdjoint(
                        MapAssertionsTest::conv,
                        g -> Conv.convTranspose(g, STRIDED.weight(), forgotten),
                        STRIDED.input()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("adjoint: expected the adjoint's output to have shape [1, 1, 3, 4], got [1, 1, 3, 3]");
    }

    @Test
    void aGradientOfAnotherShapeThanTheOutputIsNamed() {
        assertThatThrownBy(() -> assertAdjoint(
                        MapAssertionsTest::conv,
                        MapAssertionsTest::adjoint,
                        STRIDED.input(),
                        STRIDED.input(),
                        Tolerance.EXACT))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("the map's output");
    }

    @Test
    void aConvolutionIsLinearAndWithABiasItIsNot() {
        Tensor x = STRIDED.input();

        assertLinear(MapAssertionsTest::conv, x);
        assertLinear(MapAssertionsTest::conv, x, x.square(), Tolerance.EXACT);

        for (UnaryOperator<Tensor> map :
                List.<UnaryOperator<Tensor>>of(y -> conv(y).add(1), y -> conv(y).relu(), Tensor::square)) {
            assertThatThrownBy(() -> assertLinear(map, x))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageStartingWith("map(2 x - y/2) against 2 map(x) - map(y)/2");
        }
    }

    @Test
    void aCircularConvolutionIsEquivariantAndAZeroPaddedOneIsNot() {
        ConvCase c = new ConvCase(
                Shape.of(1, 1, 4, 6),
                Shape.of(2, 1, 3, 3),
                ConvOptions.kernel(3).padding(1).stride(2, 3).mode(PaddingMode.CIRCULAR),
                1);
        UnaryOperator<Tensor> circular = x -> Conv.conv(x, c.weight(), c.options());
        UnaryOperator<Tensor> zeroPadded =
                x -> Conv.conv(x, c.weight(), c.options().mode(PaddingMode.ZEROS));

        assertEquivariant(circular, translation(2, 3), translation(1, 1), c.input());
        assertEquivariant(circular, translation(-2, 0), translation(-1, 0), c.input(), Tolerance.EXACT);

        assertThatThrownBy(() -> assertEquivariant(zeroPadded, translation(2, 3), translation(1, 1), c.input()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("map(before(x)) against after(map(x))");
        assertThatThrownBy(() -> assertEquivariant(circular, translation(1, 0), translation(1, 0), c.input()))
                .isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void aTranslationMovesOnAndComesInAgain() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

        assertThat(translation(1).apply(x).value().doubles()).containsExactly(3, 1, 2, 6, 4, 5);
        assertThat(translation(1, -1).apply(x).value().doubles()).containsExactly(5, 6, 4, 2, 3, 1);
        assertThat(translation(2, 3).apply(x).value().doubles()).containsExactly(1, 2, 3, 4, 5, 6);
    }
}
