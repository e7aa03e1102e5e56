package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Sample;
import dev.adjoint.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Samples held out, and datasets put together. */
class SplitTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everySampleIsInOnePartAndBothKeepTheOrder(
            @ForAll @IntRange(max = 60) int n, @ForAll @DoubleRange(max = 1) double fraction, @ForAll long seed) {
        Dataset dataset = dataset(new Random(seed).ints(n, 0, 4).toArray());
        for (Split split : List.of(Split.random(dataset, fraction, seed), Split.stratified(dataset, fraction, seed))) {
            int[] training = places(split.training());
            int[] heldOut = places(split.heldOut());
            assertThat(heldOut).hasSize((int) Math.round(n * fraction)).isSorted();
            assertThat(training).isSorted();
            assertThat(Stream.of(training, heldOut)
                            .flatMapToInt(Arrays::stream)
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, n).toArray());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void stratifiedPartsHoldTheirShareOfEachClass(
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @DoubleRange(max = 1) double fraction,
            @ForAll long seed) {
        int[] labels = new Random(seed).ints(n, 0, 5).map(label -> 3 * label).toArray();
        Split split = Split.stratified(dataset(labels), fraction, seed);
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            double exact =
                    fraction * Arrays.stream(labels).filter(l -> l == label).count();
            assertThat((double) count(split.heldOut(), label)).isBetween(exact - 1, exact + 1);
        }
    }

    @Test
    void seedsDecide() {
        Dataset dataset = dataset(new int[100]);
        assertThat(places(Split.random(dataset, 0.5, 1).heldOut()))
                .isEqualTo(places(Split.random(dataset, 0.5, 1).heldOut()))
                .isNotEqualTo(places(Split.random(dataset, 0.5, 2).heldOut()));
    }

    @Test
    void badFractionsAndLabelsAreRefused() {
        Dataset dataset = dataset(0, 1);
        assertThatThrownBy(() -> Split.random(dataset, 1.5, 1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Split.stratified(dataset, Double.NaN, 1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Split.stratified(dataset(0, -1), 0.5, 1))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContainingAll("sample 1", "-1");
        Dataset masks = Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(1, 2)), IntArray.of(Shape.of(1, 2), 0, 1));
        assertThatThrownBy(() -> Split.stratified(masks, 0.5, 1)).isInstanceOf(ShapeException.class);
    }

    @Test
    void concatenatedDatasetsFollowEachOther() {
        Dataset whole = Dataset.concat(dataset(), dataset(7, 8), dataset(), dataset(9), dataset());
        assertThat(whole.size()).isEqualTo(3);
        assertThat(whole.all().labels()).isEqualTo(IntArray.of(7, 8, 9));
        assertThat(whole.label(2).at(0)).isEqualTo(9);
        assertThat(whole.name(1)).isEqualTo("sample 1");
        assertThatThrownBy(() -> whole.sample(3)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(Dataset::concat).isInstanceOf(ArgumentException.class);
    }

    @Test
    void moreSamplesThanCanBeNumberedAreRefused() {
        Dataset large = new Dataset() {
            @Override
            public int size() {
                return 1 << 30;
            }

            @Override
            public Sample sample(int index) {
                return dataset(1).sample(0);
            }
        };
        assertThatThrownBy(() -> Dataset.concat(large, large))
                .isInstanceOf(ArgumentException.class)
                .hasMessage(
                        "concatenation: expected at most 2147483647 samples, got 2147483648 in the first 2 datasets");
    }

    @Test
    void inMemoryKeepsSamplesAndNames() {
        Dataset part = dataset(4, 5, 6).range(1, 3);
        Dataset copy = part.inMemory();
        assertThat(copy.all().labels()).isEqualTo(IntArray.of(5, 6));
        assertThat(copy.name(1)).isEqualTo("sample 2");
    }

    /** Sample i is the number i. */
    private static Dataset dataset(int... labels) {
        double[] numbers = IntStream.range(0, labels.length).asDoubleStream().toArray();
        return Dataset.of(NDArray.of(Shape.of(labels.length, 1), numbers), IntArray.of(labels));
    }

    private static int[] places(Dataset part) {
        return IntStream.range(0, part.size())
                .map(i -> (int) part.sample(i).input().item())
                .toArray();
    }

    private static long count(Dataset part, int label) {
        return IntStream.range(0, part.size())
                .filter(i -> part.label(i).at(0) == label)
                .count();
    }
}
