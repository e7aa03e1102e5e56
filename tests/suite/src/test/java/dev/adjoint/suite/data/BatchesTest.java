package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Datasets in memory and the order of their mini-batches. */
class BatchesTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void epochHoldsEverySampleExactlyOnce(
            @ForAll @IntRange(max = 40) int n,
            @ForAll @IntRange(min = 1, max = 45) int size,
            @ForAll long seed,
            @ForAll @IntRange(max = 1000) int epoch) {
        Batches batches = dataset(n).batches(size).shuffle(seed);
        List<Integer> labels = labels(batches.epoch(epoch));
        assertThat(labels)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, n).boxed().toList());
        assertThat(sizes(batches.epoch(epoch))).hasSize(batches.count());
    }

    @Property
    void lastBatchIsShorterOrDropped(
            @ForAll @IntRange(max = 40) int n, @ForAll @IntRange(min = 1, max = 45) int size, @ForAll boolean drop) {
        List<Integer> sizes = sizes(dataset(n).batches(size).dropLast(drop).epoch(0));
        List<Integer> expected = new ArrayList<>(Collections.nCopies(n / size, size));
        if (n % size > 0 && !drop) {
            expected.add(n % size);
        }
        assertThat(sizes).isEqualTo(expected);
    }

    @Test
    void samplesKeepTheirLabels() {
        for (Batch batch : dataset(10).batches(3).shuffle(1).epoch(0)) {
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.inputs().value().get(i, 1))
                        .isEqualTo(batch.labels().at(i) + 0.5);
            }
        }
    }

    @Test
    void orderDependsOnSeedAndEpochAlone() {
        Batches batches = dataset(20).batches(4).shuffle(7);
        IntArray third = batches.order(3);
        labels(batches.epoch(0));
        assertThat(batches.order(3)).isEqualTo(third);
        assertThat(dataset(20).batches(5).shuffle(7).dropLast(true).order(3)).isEqualTo(third);
    }

    /** A golden order: training that resumes on another release of Java must see the same order. */
    @Test
    void orderIsTheSameOnEveryJavaRelease() {
        assertThat(dataset(8).batches(4).shuffle(42).order(0)).isEqualTo(IntArray.of(1, 0, 3, 5, 7, 4, 6, 2));
        assertThat(dataset(8).batches(4).shuffle(42).order(1)).isEqualTo(IntArray.of(0, 4, 3, 7, 6, 5, 2, 1));
    }

    @Test
    void epochsAndSeedsHaveOrdersOfTheirOwn() {
        Set<IntArray> orders = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            for (int epoch = 0; epoch < 20; epoch++) {
                orders.add(dataset(30).batches(4).shuffle(seed).order(epoch));
            }
        }
        assertThat(orders).hasSize(400);
    }

    @Test
    void everyPositionSeesEverySample() {
        int[][] counts = new int[5][5];
        Batches batches = dataset(5).batches(1).shuffle(3);
        for (int epoch = 0; epoch < 5000; epoch++) {
            IntArray order = batches.order(epoch);
            for (int i = 0; i < 5; i++) {
                counts[i][order.at(i)]++;
            }
        }
        for (int[] position : counts) {
            assertThat(IntStream.of(position).boxed())
                    .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
        }
    }

    @Test
    void restOfAnEpochEqualsThatOfTheWhole() {
        Batches batches = dataset(10).batches(3).shuffle(5);
        List<Integer> whole = labels(batches.epoch(2));
        assertThat(labels(batches.epoch(2, 2))).isEqualTo(whole.subList(6, 10));
        assertThat(labels(batches.epoch(2, 4))).isEmpty();
        assertThatThrownBy(() -> batches.epoch(2, 5)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void withoutSeedTheOrderIsTheDatasets() {
        assertThat(labels(dataset(5).batches(2).epoch(9))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void subsetsOfSubsetsPickFromTheWhole() {
        Dataset odd = dataset(10).subset(IntArray.of(1, 3, 5, 7, 9));
        Dataset last = odd.range(3, 5);
        assertThat(last.size()).isEqualTo(2);
        assertThat(last.all().labels()).isEqualTo(IntArray.of(7, 9));
        assertThat(last.batch(IntArray.of(1, 1)).inputs().value().get(0, 0)).isEqualTo(9);
    }

    @Test
    void labelsMayHaveAxesOfTheirOwn() {
        NDArray samples = NDArray.zeros(DType.FLOAT32, Shape.of(3, 1));
        Dataset masks = Dataset.of(samples, IntArray.of(Shape.of(3, 2), 0, 1, 2, 3, 4, 5));
        assertThat(masks.batch(IntArray.of(2, 0)).labels()).isEqualTo(IntArray.of(Shape.of(2, 2), 4, 5, 0, 1));
    }

    @Test
    void samplesAndLabelsMustBeEquallyMany() {
        assertThatThrownBy(() -> Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(3, 2)), IntArray.range(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("[3, 2]", "[2]");
    }

    @Test
    void indicesThatDoNotExistAreRefusedAtOnce() {
        Dataset ten = dataset(10);
        assertThatThrownBy(() -> ten.subset(IntArray.of(0, 10)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("10");
        assertThatThrownBy(() -> ten.batch(IntArray.of(-1))).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> ten.range(5, 11)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> ten.batch(IntArray.of(Shape.of(1, 1), 0))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> ten.batches(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> ten.batches(1).order(-1)).isInstanceOf(ArgumentException.class);
    }

    /** Sample i is {@code [i, i + 0.5]}, with label i. */
    private static Dataset dataset(int n) {
        double[] numbers =
                IntStream.range(0, 2 * n).mapToDouble(i -> i / 2 + i % 2 * 0.5).toArray();
        return Dataset.of(NDArray.of(Shape.of(n, 2), numbers), IntArray.range(n));
    }

    private static List<Integer> labels(Iterable<Batch> batches) {
        List<Integer> result = new ArrayList<>();
        for (Batch batch : batches) {
            IntStream.range(0, batch.size()).mapToObj(batch.labels()::at).forEach(result::add);
        }
        return result;
    }

    private static List<Integer> sizes(Iterable<Batch> batches) {
        List<Integer> result = new ArrayList<>();
        batches.forEach(batch -> result.add(batch.size()));
        return result;
    }
}
