package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.SampleException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Epoch;
import dev.adjoint.data.Sample;
import dev.adjoint.data.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches made by background threads. */
class WorkersTest {
    private static final Transform NOISE = (sample, random) -> NDArray.wrap(
            sample.shape(), new float[] {(float) (sample.at(0) + random.nextDouble()), random.nextInt(1000)});

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void numberOfWorkersAndResumingChangeNoBit(
            @ForAll @IntRange(max = 30) int n,
            @ForAll @IntRange(min = 1, max = 8) int size,
            @ForAll boolean drop,
            @ForAll @IntRange(min = 1, max = 5) int workers,
            @ForAll long seed,
            @ForAll @IntRange(max = 5) int epoch,
            @ForAll @IntRange(max = 100) int start) {
        Batches plain = numbers(n).batches(size).shuffle(seed).dropLast(drop).transform(NOISE);
        List<Batch> expected = list(plain.epoch(epoch));
        int from = start % (expected.size() + 1);
        try (Epoch rest = plain.workers(workers).epoch(epoch, from)) {
            assertThat(rest.count()).isEqualTo(expected.size() - from);
            assertThat(list(rest).stream().map(WorkersTest::describe).toList())
                    .isEqualTo(expected.subList(from, expected.size()).stream()
                            .map(WorkersTest::describe)
                            .toList());
        }
    }

    @Test
    void epochsSamplesAndSeedsDrawNumbersOfTheirOwn() {
        Batches batches = numbers(4).batches(4).transform(NOISE);
        List<NDArray> drawn = List.of(
                batches.epoch(0).iterator().next().inputs().value(),
                batches.epoch(1).iterator().next().inputs().value());
        double first = drawn.get(0).get(0, 1);
        assertThat(drawn.get(0).get(1, 1)).isNotEqualTo(first);
        assertThat(drawn.get(1).get(0, 1)).isNotEqualTo(first);
        assertThat(describe(list(batches.shuffle(1).epoch(0)).get(0)))
                .isNotEqualTo(describe(list(batches.shuffle(2).epoch(0)).get(0)));
    }

    @Test
    void iteratingAgainGivesTheSameBatches() {
        try (Epoch epoch =
                numbers(9).batches(2).shuffle(3).transform(NOISE).workers(2).epoch(1)) {
            List<String> once = list(epoch).stream().map(WorkersTest::describe).toList();
            assertThat(list(epoch).stream().map(WorkersTest::describe).toList()).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void errorNamesTheSampleAndComesInPlaceOfItsBatch(int workers) {
        Dataset dataset = dataset(10, index -> {
            if (index == 7) {
                throw new IllegalStateException("no such luck");
            }
            return number(index);
        });
        try (Epoch epoch = dataset.batches(2).workers(workers).epoch(0)) {
            Iterator<Batch> batches = epoch.iterator();
            for (int i = 0; i < 3; i++) {
                assertThat(batches.next().labels().at(0)).isEqualTo(2 * i);
            }
            assertThatThrownBy(batches::next)
                    .isInstanceOf(SampleException.class)
                    .hasMessageContainingAll("file7.png", "no such luck")
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(batches.next().labels()).isEqualTo(IntArray.of(8, 9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void errorsOfTheMachineAreNotWrapped(int workers) {
        Dataset dataset = dataset(3, index -> {
            throw new OutOfMemoryError("planted");
        });
        try (Epoch epoch = dataset.batches(2).workers(workers).epoch(0)) {
            assertThatThrownBy(epoch.iterator()::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void errorsOfTransformsNameTheSample() {
        Transform broken = (sample, random) -> {
            throw new ArgumentException("broken: expected better");
        };
        assertThatThrownBy(() -> list(dataset(3, WorkersTest::number)
                        .batches(2)
                        .transform(broken)
                        .epoch(0)))
                .isInstanceOf(SampleException.class)
                .hasMessage("file0.png: broken: expected better");
    }

    @Test
    void samplesOfDifferentShapesAreNamed() {
        Dataset dataset = dataset(3, index -> Sample.of(NDArray.zeros(DType.FLOAT32, Shape.of(1 + index / 2)), 0));
        assertThatThrownBy(dataset::all)
                .isInstanceOf(SampleException.class)
                .hasMessageContainingAll("file2.png", "file0.png", "[1]", "[2]")
                .hasCauseInstanceOf(ShapeException.class);
    }

    @Test
    void closingEndsTheThreadsEvenWhenTheConsumerStopsEarly() {
        List<Thread> seen = new ArrayList<>();
        Dataset dataset = dataset(1000, index -> {
            synchronized (seen) {
                seen.add(Thread.currentThread());
            }
            return number(index);
        });
        assertThatThrownBy(() -> {
                    try (Epoch epoch = dataset.batches(2).workers(3).epoch(0)) {
                        epoch.iterator().next();
                        throw new IllegalStateException("consumer");
                    }
                })
                .hasMessage("consumer");
        assertThat(seen).hasSizeLessThan(40).doesNotContain(Thread.currentThread());
        assertThat(seen).allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
        seen.forEach(WorkersTest::join);
    }

    @Test
    void threadsThatNobodyClosesEndByThemselves() {
        List<Thread> seen = new ArrayList<>();
        Dataset dataset = dataset(1000, index -> {
            synchronized (seen) {
                seen.add(Thread.currentThread());
            }
            return number(index);
        });
        dataset.batches(2).workers(2).epoch(0).iterator().next();
        List<Thread> copy;
        synchronized (seen) {
            copy = List.copyOf(seen);
        }
        copy.forEach(WorkersTest::join);
        assertThat(copy).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void noMoreThanTwoBatchesAWorkerAreMadeAhead() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(1 + 4);
        Dataset dataset = dataset(100, index -> {
            made.incrementAndGet();
            four.countDown();
            return number(index);
        });
        Epoch epoch = dataset.batches(1).workers(2).epoch(0);
        epoch.iterator().next();
        four.await();
        epoch.close();
        assertThat(made).hasValue(5);
    }

    @Test
    void closedEpochGivesNoMoreBatches() {
        Epoch epoch = numbers(9).batches(2).workers(2).epoch(0);
        Iterator<Batch> batches = epoch.iterator();
        Batch first = batches.next();
        epoch.close();
        epoch.close();
        assertThat(first.size()).isEqualTo(2);
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(epoch::iterator).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void endOfAnEpochIsTold() {
        try (Epoch epoch = numbers(2).batches(2).workers(1).epoch(0)) {
            Iterator<Batch> batches = epoch.iterator();
            batches.next();
            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void numbersOfWorkersOutOfRangeAreRefused() {
        Batches batches = numbers(2).batches(1);
        assertThatThrownBy(() -> batches.workers(-1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> batches.workers(1025)).isInstanceOf(ArgumentException.class);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Batch> list(Iterable<Batch> batches) {
        List<Batch> result = new ArrayList<>();
        batches.forEach(result::add);
        return result;
    }

    private static String describe(Batch batch) {
        return Arrays.toString(batch.inputs().value().floats()) + batch.labels();
    }

    private static Dataset numbers(int n) {
        return dataset(n, WorkersTest::number);
    }

    private static Sample number(int index) {
        return Sample.of(NDArray.of(Shape.of(2), index, index + 0.5f), index);
    }

    private static Dataset dataset(int n, IntFunction<Sample> samples) {
        return new Dataset() {
            @Override
            public int size() {
                return n;
            }

            @Override
            public Sample sample(int index) {
                return samples.apply(index);
            }

            @Override
            public String name(int index) {
                return "file" + index + ".png";
            }
        };
    }
}
