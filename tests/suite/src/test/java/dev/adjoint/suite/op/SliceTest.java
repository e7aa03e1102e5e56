package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Parts of tensors by Python's rules, and padding that crops. */
class SliceTest {
    private static Tensor range(int n) {
        double[] elements = new double[n];
        Arrays.setAll(elements, i -> i);
        return vector(elements);
    }

    /** Python's rule in other words: the existing entries from start on, in steps, until stop is reached. */
    private static List<Double> byPython(int n, Integer start, Integer stop, int step) {
        int first = start == null ? (step > 0 ? 0 : n - 1) : start < 0 ? start + n : start;
        int end = stop == null ? (step > 0 ? n : -1) : Math.max(stop < 0 ? stop + n : stop, step > 0 ? 0 : -1);
        int from = step > 0 ? Math.max(first, 0) : Math.min(first, n - 1);
        List<Double> entries = new ArrayList<>();
        for (int i = from; step > 0 ? i < end : i > end; i += step) {
            if (i >= 0 && i < n) {
                entries.add((double) i);
            }
        }
        return entries;
    }

    @Property
    void slicesFollowPython(
            @ForAll @IntRange(max = 6) int n,
            @ForAll @IntRange(min = -9, max = 9) int start,
            @ForAll @IntRange(min = -9, max = 9) int stop,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll boolean backwards,
            @ForAll boolean openStart,
            @ForAll boolean openStop) {
        int step = backwards ? -stride : stride;
        Integer from = openStart ? null : (Integer) start;
        Integer to = openStop ? null : (Integer) stop;
        double[] y = Slice.slice(range(n), 0, from, to, step).value().toDoubleArray();
        assertThat(Arrays.stream(y).boxed().toList()).isEqualTo(byPython(n, from, to, step));
    }

    @Test
    void hugeStepsReachTheFirstEntryAlone() {
        assertThat(Slice.slice(range(3), 0, null, null, Integer.MAX_VALUE)
                        .value()
                        .toDoubleArray())
                .containsExactly(0);
        assertThat(Slice.slice(range(3), 0, null, null, Integer.MIN_VALUE)
                        .value()
                        .toDoubleArray())
                .containsExactly(2);
        assertThat(gradient(x -> Slice.slice(x, 0, 1, null, Integer.MAX_VALUE), range(3)))
                .containsExactly(0, 1, 0);
        assertThatThrownBy(() -> Slice.slice(range(3), 0, null, null, 0)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void negativePaddingCropsInEveryMode() {
        int[] before = {-1};
        int[] after = {2};
        assertThat(Pad.constant(range(4), 9, before, after).value().toDoubleArray())
                .containsExactly(1, 2, 3, 9, 9);
        assertThat(Pad.pad(range(4), PaddingMode.REFLECT, before, after).value().toDoubleArray())
                .containsExactly(1, 2, 3, 2, 1);
        assertThat(Pad.pad(range(4), PaddingMode.REPLICATE, before, after)
                        .value()
                        .toDoubleArray())
                .containsExactly(1, 2, 3, 3, 3);
        assertThat(Pad.pad(range(4), PaddingMode.CIRCULAR, before, after)
                        .value()
                        .toDoubleArray())
                .containsExactly(1, 2, 3, 1, 2);
    }

    @Test
    void croppingEverythingLeavesAnEmptyTensorAndMoreIsAnError() {
        assertThat(Pad.constant(range(3), 0, new int[] {-1}, new int[] {-2}).shape())
                .isEqualTo(Shape.of(0));
        assertThatThrownBy(() -> Pad.constant(range(3), 0, new int[] {-2}, new int[] {-2}))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void gradientOfAConstantPaddingIsTheCrop() {
        Tensor weights = vector(1, 2, 3, 4, 5);
        assertThat(gradient(
                        x -> Pad.constant(x, 7, new int[] {1}, new int[] {2}).mul(weights), range(2)))
                .containsExactly(2, 3);
    }

    @Test
    void flippingReversesTheListedAxes() {
        Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
        assertThat(Slice.flip(x, 0, -1).value().toDoubleArray()).containsExactly(4, 3, 2, 1);
        assertThat(Slice.flip(x, 1).value().toDoubleArray()).containsExactly(2, 1, 4, 3);
    }
}
