package dev.adjoint.suite.windows;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ConvOptions;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.TransposeOptions;
import dev.adjoint.window.AdaptiveAxis;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.PoolGeometry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What geometries say of themselves, against numbers counted by hand. */
class WindowArithmeticTest {
    private static ConvGeometry geometry(Shape input, Shape weight, ConvOptions options) {
        return ConvGeometry.of(input, weight, options);
    }

    @ParameterizedTest
    @CsvSource({
        // input, kernel, stride, dilation, before, after; extent, output, left over
        "10, 3, 1, 1, 0, 0, 3, 8, 0",
        "10, 3, 2, 2, 0, 0, 5, 3, 1",
        "10, 3, 4, 2, 1, 2, 5, 3, 0",
        "11, 2, 4, 3, 1, 1, 4, 3, 1",
        "5, 5, 3, 1, 0, 0, 5, 1, 0"
    })
    void axisKnowsItsExtentItsWindowsAndWhatTheyLeaveOver(
            int input, int cells, int stride, int dilation, int before, int after, int extent, int output, int over) {
        Axis axis = Axis.of(input, cells, stride, dilation, before, after);
        assertThat(axis.extent()).isEqualTo(extent);
        assertThat(axis.output()).isEqualTo(output);
        assertThat(axis.leftOver()).isEqualTo(over);
        assertThat(axis.sliding()).contains(axis);
    }

    @Test
    void windowsThatOverhangLeaveNothingOver() {
        assertThat(Axis.overhanging(6, 3, 2, 1, 0, 0).output()).isEqualTo(3);
        assertThat(Axis.overhanging(6, 3, 2, 1, 0, 0).leftOver()).isZero();
    }

    /** Cells that a kernel's cell k of window o reads lie in the input exactly for o from firstInside to endInside. */
    @ParameterizedTest
    @CsvSource({"5, 3, 2, 1, 1, 1", "5, 3, 2, 2, 2, 2", "4, 2, 3, 3, 2, 0", "3, 3, 1, 1, 2, 2", "7, 2, 1, 5, 0, 1"})
    void windowsWhoseCellLiesInsideAreCounted(int input, int cells, int stride, int dilation, int before, int after) {
        Axis axis = Axis.of(input, cells, stride, dilation, before, after);
        for (int k = 0; k < cells; k++) {
            int cell = k;
            int[] inside = IntStream.range(0, axis.output())
                    .filter(o -> axis.source(o, cell) >= 0 && axis.source(o, cell) < input)
                    .toArray();
            assertThat(IntStream.range(axis.firstInside(k), axis.endInside(k)).toArray())
                    .isEqualTo(inside);
        }
    }

    /**
     * The kernel's cells k and the input cells i of a phase meet at windows o with {@code o stride - before + k = i}.
     */
    @ParameterizedTest
    @CsvSource({"7, 3, 2, 1, 1, 1", "8, 5, 3, 1, 2, 0", "5, 2, 3, 1, 0, 2", "6, 4, 2, 1, 3, 1"})
    void phasesOfATransposedConvolutionReadTheWindowsThatReachTheirCells(
            int input, int cells, int stride, int dilation, int before, int after) {
        Axis axis = Axis.of(input, cells, stride, dilation, before, after);
        int covered = 0;
        for (int r = 0; r < stride; r++) {
            Axis phase = axis.phase(r);
            assertThat(phase.input()).isEqualTo(axis.output());
            assertThat(phase.input() + phase.before() + phase.after() - phase.extent() + 1)
                    .isEqualTo(phase.output());
            for (int p = 0; p < phase.output(); p++) {
                int cell = axis.phaseStart(r) + p * stride;
                covered++;
                for (int k = 0; k < phase.kernel(); k++) {
                    int window = phase.source(p, phase.kernel() - 1 - k);
                    assertThat(axis.source(window, r + k * stride)).isEqualTo(cell);
                }
            }
        }
        assertThat(covered).isEqualTo(input);
    }

    @Test
    void convolutionCountsItsCellsAndItsWork() {
        ConvGeometry g = geometry(
                Shape.of(2, 4, 5, 6),
                Shape.of(6, 2, 3, 2),
                ConvOptions.DEFAULTS.groups(2).padding(1, 0));
        assertThat(g.axes()).containsExactly(g.height(), g.width());
        assertThat(g.axis(0)).isEqualTo(g.height());
        assertThat(g.inputCells()).isEqualTo(30);
        assertThat(g.outputCells()).isEqualTo(25);
        assertThat(g.kernelCells()).isEqualTo(6);
        assertThat(g.inputShape(2)).isEqualTo(Shape.of(2, 4, 5, 6));
        assertThat(g.outputShape(2)).isEqualTo(Shape.of(2, 6, 5, 5));
        assertThat(g.weightShape()).isEqualTo(Shape.of(6, 2, 3, 2));
        assertThat(g.multiplyAdds(2)).isEqualTo(2 * 6 * 25 * 2 * 6);
    }

    @Test
    void convolutionKnowsWhatItMixes() {
        Shape image = Shape.of(1, 4, 5, 5);
        ConvOptions plain = ConvOptions.DEFAULTS;
        assertThat(geometry(image, Shape.of(8, 4, 1, 1), plain).isPointwise()).isTrue();
        assertThat(geometry(image, Shape.of(8, 4, 1, 2), plain).isPointwise()).isFalse();
        assertThat(geometry(image, Shape.of(8, 4, 1, 1), plain.stride(2)).isPointwise())
                .isFalse();
        assertThat(geometry(image, Shape.of(8, 4, 1, 1), plain.padding(0, 1)).isPointwise())
                .isFalse();
        assertThat(geometry(image, Shape.of(8, 1, 3, 3), plain.groups(4)).isDepthwise())
                .isTrue();
        assertThat(geometry(image, Shape.of(8, 2, 3, 3), plain.groups(2)).isDepthwise())
                .isFalse();
        assertThat(geometry(Shape.of(1, 1, 5, 5), Shape.of(8, 1, 3, 3), plain).isDepthwise())
                .isFalse();
        assertThat(geometry(image, Shape.of(8, 4, 2, 2), plain.stride(2)).hasPhases())
                .isTrue();
        assertThat(geometry(image, Shape.of(8, 4, 2, 2), plain.dilation(2)).hasPhases())
                .isTrue();
        assertThat(geometry(image, Shape.of(8, 4, 2, 2), plain.stride(1, 2).dilation(1, 2))
                        .hasPhases())
                .isFalse();
    }

    @Test
    void transposedConvolutionTakesTheOutputsThatItsStrideAllows() {
        TransposeOptions options = TransposeOptions.of(kernel(3).stride(2).dilation(3));
        Shape input = Shape.of(1, 1, 4);
        Shape weight = Shape.of(1, 1, 3);
        for (int more = 0; more < 3; more++) {
            assertThat(ConvGeometry.transposed(input, weight, options.outputPadding(more))
                            .width()
                            .input())
                    .isEqualTo(13 + more);
            assertThat(ConvGeometry.transposed(input, weight, options.outputSize(13 + more))
                            .width()
                            .input())
                    .isEqualTo(13 + more);
        }
        for (int size : new int[] {12, 16}) {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> ConvGeometry.transposed(input, weight, options.outputSize(size)))
                    .withMessage("4 cells with kernel 3, stride 2, dilation 3, padding 0 and 0: expected an output of"
                            + " 13 to 15 cells, got " + size);
        }
        assertThat(ConvGeometry.transposed(
                                Shape.of(1, 1, 3),
                                Shape.of(1, 1, 1),
                                TransposeOptions.of(kernel(1).padding(1)))
                        .width())
                .isEqualTo(new Axis(1, 1, 1, 1, 1, 1, 3));
    }

    @Test
    void adaptiveWindowsSlideWhereTheyDivideEvenly() {
        assertThat(new AdaptiveAxis(6, 3).sliding()).contains(Axis.of(6, 2, 2, 1, 0, 0));
        assertThat(new AdaptiveAxis(7, 3).sliding()).isEmpty();
        AdaptiveAxis uneven = new AdaptiveAxis(7, 3);
        assertThat(IntStream.range(0, 3).map(uneven::first).toArray()).containsExactly(0, 2, 4);
        assertThat(IntStream.range(0, 3).map(uneven::end).toArray()).containsExactly(3, 5, 7);
        assertThat(IntStream.range(0, 3).map(uneven::padded).toArray()).containsExactly(3, 3, 3);
        assertThat(new AdaptiveAxis(1, 1).output()).isEqualTo(1);
    }

    @Test
    void poolingListsItsAxes() {
        PoolGeometry g = PoolGeometry.of(Shape.of(1, 2, 6, 4), PoolOptions.kernel(2));
        assertThat(g.axes()).containsExactly(Axis.of(6, 2, 2, 1, 0, 0), Axis.of(4, 2, 2, 1, 0, 0));
        assertThat(g.inputCells()).isEqualTo(24);
        assertThat(g.outputCells()).isEqualTo(6);
    }

    @Test
    void settingsChangeOneThingEach() {
        ConvOptions options =
                kernel(3).stride(2).padding(1).dilation(4).groups(5).bias(false);
        assertThat(options.bias()).isFalse();
        assertThat(options.groups()).isEqualTo(5);
        assertThat(options.strideAt(1, 2)).isEqualTo(2);
        assertThat(options.dilationAt(0, 2)).isEqualTo(4);
        assertThat(options.paddingAt(0, 2, 7, 3)).containsExactly(1, 1);
    }
}
