package dev.adjoint.suite.op;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.ResizeOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.SparseRows;
import dev.adjoint.Tensor;
import dev.adjoint.Transforms;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.AxisMap;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.PixelShuffle;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Resizing images, and exchanging channels for resolution. */
class InterpolateTest {
    private static Tensor line(double... cells) {
        return tensor(Shape.of(1, 1, cells.length), cells);
    }

    private static double[] cells(Tensor x) {
        return x.value().toDoubleArray();
    }

    private static Tensor random(long seed, int... dims) {
        return new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(dims), 0, 1, new SplittableRandom(seed)));
    }

    @Test
    void nearestRepeatsOrSkipsCells() {
        assertThat(cells(Interpolate.nearest(line(1, 2), 5))).containsExactly(1, 1, 1, 2, 2);
        assertThat(cells(Interpolate.nearest(line(1, 2, 3, 4, 5), 2))).containsExactly(1, 3);
    }

    @Test
    void nearestReadsWholePositionsEvenWhereTheScaleWasRounded() {
        double[] y = cells(Interpolate.nearest(line(1, 2), 98));
        assertThat(y[48]).isEqualTo(1);
        assertThat(y[49]).isEqualTo(2);
    }

    /** In single precision the place 5310.9998 was 5311. */
    @Test
    void nearestObeysItsFormulaOnLongAxes() {
        Tensor x = Tensor.arange(5419).reshape(1, 1, -1);
        double[] y = cells(x.interpolate(ResizeOptions.to(4566).axes(1)));
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).as("cell %s", i).isEqualTo(Math.floorDiv((long) i * 5419, 4566));
        }
    }

    @Property
    void nearestIsTheFloorOfTheScaledPlace(
            @ForAll @IntRange(min = 1, max = 70000) int in, @ForAll @IntRange(min = 1, max = 3000) int out) {
        double[] y = cells(Tensor.arange(in)
                .reshape(1, 1, -1)
                .interpolate(ResizeOptions.to(out).axes(1)));
        for (int i = 0; i < out; i++) {
            assertThat(y[i]).isEqualTo(Math.floorDiv((long) i * in, out));
        }
    }

    @Test
    void anAxisThatKeepsItsSizeIsCopiedWhateverTheFactor() {
        assertThat(cells(Interpolate.nearestScaled(line(1, 2, 3), 1.1))).containsExactly(1, 2, 3);
        assertThat(cells(Interpolate.linearScaled(line(1, 2, 3), false, 1.1))).containsExactly(1, 2, 3);
        assertThat(cells(Interpolate.nearestScaled(line(1, 2, 3), 2.1))).containsExactly(1, 1, 2, 2, 3, 3);
    }

    @Test
    void aFactorSetsTheScaleEvenWhereTheFloorCutsSomethingOff() {
        double[] byFactor = cells(Interpolate.linearScaled(line(0, 1, 2), false, 1.5));
        double[] bySize = cells(Interpolate.linear(line(0, 1, 2), false, 4));
        assertThat(byFactor).hasSize(4);
        assertThat(byFactor[1]).isCloseTo(1.5 / 1.5 - 0.5, within(1e-15));
        assertThat(bySize[1]).isCloseTo(1.5 * 0.75 - 0.5, within(1e-15));
    }

    @Test
    void alignedCornersStayInPlace() {
        assertThat(cells(Interpolate.linear(line(3, 7, 5), true, 5))).containsExactly(3, 5, 7, 6, 5);
        assertThat(cells(Interpolate.linear(line(3, 7, 5), true, 1))).containsExactly(3);
        assertThat(cells(Interpolate.linear(line(4), true, 3))).containsExactly(4, 4, 4);
    }

    @Test
    void unalignedEdgesRepeatTheOutermostCells() {
        assertThat(cells(Interpolate.linear(line(0, 1), false, 4))).containsExactly(0, 0.25, 0.75, 1);
    }

    @Test
    void theSameSizeIsTheInputItself() {
        Tensor x = random(1, 2, 3, 4, 5);
        assertThat(Interpolate.nearest(x, 4, 5)).isSameAs(x);
        assertThat(Interpolate.linear(x, false, 4, 5)).isSameAs(x);
        assertThat(Interpolate.linearScaled(x, true, 1)).isSameAs(x);
    }

    @Property(tries = 100)
    void gradientIsTheAdjoint(
            @ForAll @IntRange(min = 1, max = 9) int in,
            @ForAll @IntRange(min = 1, max = 9) int out,
            @ForAll boolean alignCorners,
            @ForAll long seed) {
        Tensor x = random(seed, 2, 1, in, 3);
        UnaryOperator<Tensor> resize = t -> Interpolate.linear(t, alignCorners, out, 4);
        assertAdjoint(
                resize,
                g -> Transforms.vjp(() -> resize.apply(x), g, x).get(0),
                x,
                random(seed + 1, 2, 1, out, 4),
                new Tolerance(0, 1e-12));
    }

    @Property(tries = 50)
    void alignedInterpolationOfARampIsARamp(
            @ForAll @IntRange(min = 2, max = 9) int in, @ForAll @IntRange(min = 2, max = 20) int out) {
        double[] ramp = new double[in];
        for (int i = 0; i < in; i++) {
            ramp[i] = i;
        }
        double[] y = cells(Interpolate.linear(line(ramp), true, out));
        for (int i = 0; i < out; i++) {
            assertThat(y[i]).isCloseTo((double) i * (in - 1) / (out - 1), within(1e-12));
        }
    }

    @Test
    void wrongSizesAreErrors() {
        Tensor x = random(1, 1, 1, 4, 4);
        assertThatThrownBy(() -> Interpolate.nearest(x, 4, 0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Interpolate.nearest(x, 1, 2, 3)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Interpolate.nearestScaled(x, 0.2)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Interpolate.linearScaled(x, false, Double.NaN)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Interpolate.linear(random(1, 3, 4), false, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Interpolate.linear(x.slice(2, 0, 0), false, 2)).isInstanceOf(ShapeException.class);
    }

    @Test
    void aSparseMatrixIsTheTransposeOfItsTranspose() {
        SparseRows matrix = SparseRows.wrap(3, new int[] {0, 2, 2, 3}, new int[] {0, 2, 1}, new double[] {1, 2, 3});
        assertThat(matrix.transpose().transpose()).isEqualTo(matrix);
        Tensor x = tensor(Shape.of(1, 3), 1, 10, 100);
        assertThat(cells(new AxisMap(1, matrix).apply(x))).containsExactly(201, 0, 30);
        assertThat(cells(new AxisMap(1, matrix.transpose()).apply(x))).containsExactly(1, 300, 2);
    }

    @Test
    void sparseMatricesThatDoNotFitAreErrors() {
        int[] starts = {0, 1};
        assertThatThrownBy(() -> SparseRows.wrap(1, starts, new int[] {1}, new double[] {1}))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> SparseRows.wrap(1, starts, new int[] {0}, new double[] {1, 2}))
                .isInstanceOf(ShapeException.class);
        SparseRows matrix = SparseRows.wrap(1, starts, new int[] {0}, new double[] {1});
        assertThatThrownBy(() -> new AxisMap(0, matrix).apply(new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(2)))))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("axis_map");
    }

    @Property(tries = 50)
    void shufflingUndoesUnshuffling(@ForAll @IntRange(min = 1, max = 4) int factor, @ForAll long seed) {
        Tensor x = random(seed, 2, 3, 2 * factor, factor);
        Tensor stacked = PixelShuffle.unshuffle(x, factor);
        assertThat(stacked.shape()).isEqualTo(Shape.of(2, 3 * factor * factor, 2, 1));
        assertThat(PixelShuffle.shuffle(stacked, factor).value().sameBits(x.value()))
                .isTrue();
    }

    @Test
    void imagesThatDoNotDivideAreErrors() {
        Tensor x = random(1, 1, 3, 3, 4);
        assertThatThrownBy(() -> PixelShuffle.shuffle(x, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> PixelShuffle.unshuffle(x, 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> PixelShuffle.shuffle(x, 0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> PixelShuffle.unshuffle(random(1, 2, 2), 2)).isInstanceOf(ShapeException.class);
    }
}
