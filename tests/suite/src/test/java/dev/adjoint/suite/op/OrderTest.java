package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.Axes;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.Sorted;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.ShapeOf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Orders, running sums and masks agree with a naive computation, line by line. */
class OrderTest {
    /** The tensor with an axis last, as rows. */
    private static double[][] lines(Tensor x, int axis) {
        return x.transpose(axis, -1).reshape(-1, x.dim(axis)).toDoubleMatrix();
    }

    private static double[][] lines(IntArray x, int axis) {
        return lines(
                Tensor.of(
                        IntStream.of(x.ints()).asDoubleStream().toArray(),
                        x.shape().dims()),
                axis);
    }

    @Property(tries = 60)
    void sortingIsStableAlongEachLine(
            @ForAll @ShapeOf(minRank = 1, maxRank = 3, minDim = 1) Shape shape,
            @ForAll long seed,
            @ForAll @IntRange(max = 2) int any) {
        Tensor x = drawn(shape, seed);
        int axis = any % x.rank();
        Tensor rounded = rounded(x);
        Sorted sorted = rounded.sort(axis);
        double[][] in = lines(rounded, axis);
        double[][] values = lines(sorted.values(), axis);
        double[][] places = lines(sorted.indices(), axis);
        for (int i = 0; i < in.length; i++) {
            double[] line = in[i];
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, line.length).boxed().toList());
            order.sort(Comparator.comparingDouble(j -> line[j] + 0.0));
            assertThat(places[i])
                    .containsExactly(order.stream().mapToDouble(j -> j).toArray());
            assertThat(values[i])
                    .containsExactly(order.stream().mapToDouble(j -> line[j]).toArray());
        }
    }

    @Property(tries = 60)
    void largestAreTheFirstOfTheDescendingOrder(
            @ForAll @ShapeOf(minRank = 1, maxRank = 3, minDim = 1) Shape shape,
            @ForAll long seed,
            @ForAll @IntRange(max = 2) int any) {
        Tensor x = drawn(shape, seed);
        int axis = any % x.rank();
        int k = 1 + any % x.dim(axis);
        Tensor rounded = rounded(x);
        Sorted largest = rounded.topk(k, axis);
        double[][] in = lines(rounded, axis);
        double[][] values = lines(largest.values(), axis);
        double[][] places = lines(largest.indices(), axis);
        for (int i = 0; i < in.length; i++) {
            double[] line = in[i];
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, line.length).boxed().toList());
            order.sort(Comparator.comparingDouble(j -> -line[j] + 0.0));
            assertThat(places[i])
                    .containsExactly(order.stream().limit(k).mapToDouble(j -> j).toArray());
            assertThat(values[i])
                    .containsExactly(
                            order.stream().limit(k).mapToDouble(j -> line[j]).toArray());
        }
    }

    @Property(tries = 60)
    void runningSumsAddWhatCameBefore(
            @ForAll @ShapeOf(minRank = 1, maxRank = 3, minDim = 1) Shape shape,
            @ForAll long seed,
            @ForAll @IntRange(max = 2) int any) {
        Tensor x = drawn(shape, seed);
        int axis = any % x.rank();
        double[][] in = lines(x, axis);
        double[][] sums = lines(x.cumsum(axis), axis);
        for (int i = 0; i < in.length; i++) {
            double sum = 0;
            for (int j = 0; j < in[i].length; j++) {
                sum += in[i][j];
                double expected = x.dtype() == DType.FLOAT32 ? (float) sum : sum;
                assertThat(sums[i][j]).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 60)
    void masksSelectAndCountWhatIsTrue(@ForAll @ShapeOf(maxRank = 3) Shape shape, @ForAll long seed) {
        Tensor x = drawn(shape, seed);
        BoolArray mask = x.greater(0).or(x.less(-1)).and(x.equalTo(1).not());
        double[] expected = Arrays.stream(x.toDoubleArray())
                .filter(v -> (v > 0 || v < -1) && v != 1)
                .toArray();
        assertThat(x.select(mask).toDoubleArray()).containsExactly(expected);
        assertThat(mask.count()).isEqualTo(expected.length);
        assertThat(mask.any()).isEqualTo(expected.length > 0);
        assertThat(mask.xor(mask).any()).isFalse();
        assertThat(mask.or(mask.not()).all()).isTrue();
        assertThat(x.where(mask, 7).select(mask.not()).equalTo(7).all()).isTrue();
    }

    /** Numbers of either element type. */
    private static Tensor drawn(Shape shape, long seed) {
        DType dtype = seed % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
        return Tensor.randn(dtype, new SplittableRandom(seed), shape.dims()).mul(2);
    }

    /** Few different numbers, so that some are equal. */
    private static Tensor rounded(Tensor x) {
        double[] elements =
                Arrays.stream(x.toDoubleArray()).map(v -> Math.rint(v) + 0.0).toArray();
        return Tensor.of(elements, x.shape().dims()).to(x.dtype());
    }

    @Test
    void nanIsLargestAndZerosAreEqual() {
        Tensor x = Tensor.of(new double[] {Double.NaN, 1, 0.0, -0.0, Double.NEGATIVE_INFINITY});
        assertThat(x.sort().indices()).isEqualTo(IntArray.of(4, 2, 3, 1, 0));
        assertThat(x.topk(2).indices()).isEqualTo(IntArray.of(0, 1));
    }

    @Test
    void scalarsAreOneElement() {
        Tensor x = Tensor.scalar(DType.FLOAT64, 3);
        assertThat(x.sort().values().item()).isEqualTo(3);
        assertThat(x.topk(1).values().rank()).isZero();
        assertThat(x.cumsum(0).item()).isEqualTo(3);
    }

    @Test
    void emptyAxesAreSortedToNothing() {
        Tensor x = Tensor.zeros(2, 0, 3);
        assertThat(x.sort(1).values().shape()).isEqualTo(x.shape());
        assertThat(x.cumsum(1).shape()).isEqualTo(x.shape());
        assertThat(x.sort(2).values().shape()).isEqualTo(x.shape());
    }

    @Test
    void moreThanThereAreCannotBeChosen() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Tensor.arange(3).topk(4))
                .withMessage("topk: expected 0 to 3 of axis 0 of [3], got 4");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Tensor.arange(3).sort(1))
                .withMessageContaining("sort");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Tensor.arange(3).norm(Double.NaN, Axes.all()))
                .withMessage("norm: expected a number as order, got NaN");
    }
}
