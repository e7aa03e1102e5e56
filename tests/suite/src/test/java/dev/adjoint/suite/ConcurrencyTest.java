package dev.adjoint.suite;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Adam;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that share a model to predict, train models of their own, or use what belongs to another thread. */
class ConcurrencyTest {
    private static final int THREADS = 6;

    private static Sequential network(long seed) {
        SplitMix random = new SplitMix(seed);
        return new Sequential(
                new Conv2d(1, 4, kernel(3).padding(1), random),
                new BatchNorm2d(4),
                new Relu(),
                new MaxPool2d(2),
                new Dropout(0.5, random),
                new Flatten(),
                new Linear(64, 3, random));
    }

    private static Tensor images(long seed) {
        return new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(5, 1, 8, 8), 0, 1, new SplitMix(seed)));
    }

    /** Starts all tasks at the same moment. */
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            CountDownLatch ready = new CountDownLatch(tasks.size());
            List<Future<T>> results = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return task.call();
                    }))
                    .toList();
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void threadsThatShareAModelPredictWhatOneAlonePredicts() throws Exception {
        Sequential model = network(1);
        model.eval();
        List<NDArray> alone = IntStream.range(0, THREADS)
                .mapToObj(i -> model.forward(images(i)).value())
                .toList();

        List<Boolean> same = together(IntStream.range(0, THREADS)
                .<Callable<Boolean>>mapToObj(i -> () -> IntStream.range(0, 50)
                        .allMatch(round -> model.forward(images(i)).value().sameBits(alone.get(i))))
                .toList());

        assertThat(same).containsOnly(true);
    }

    @Test
    void threadsThatTrainModelsOfTheirOwnGetTheBitsOfOneAlone() throws Exception {
        List<Map<String, NDArray>> alone =
                IntStream.range(0, THREADS).mapToObj(ConcurrencyTest::trained).toList();

        List<Map<String, NDArray>> together = together(IntStream.range(0, THREADS)
                .<Callable<Map<String, NDArray>>>mapToObj(i -> () -> trained(i))
                .toList());

        for (int i = 0; i < THREADS; i++) {
            Map<String, NDArray> expected = alone.get(i);
            together.get(i)
                    .forEach((path, value) -> assertThat(value.sameBits(expected.get(path)))
                            .as(path)
                            .isTrue());
        }
    }

    private static Map<String, NDArray> trained(int seed) {
        Sequential model = network(seed);
        Adam optimizer = new Adam(model, 0.01);
        for (int step = 0; step < 15; step++) {
            try (Tape tape = Tape.record()) {
                tape.backward(Losses.crossEntropy(model.forward(images(step)), IntArray.of(0, 1, 2, 1, 0)));
            }
            optimizer.step();
            optimizer.zeroGrad();
        }
        return model.state();
    }

    static Stream<Arguments> misuses() {
        Tensor x = Tensor.scalar(DType.FLOAT32, 1);
        return Stream.of(
                misuse("backward", tape -> tape.backward(x)),
                misuse("gradients", tape -> tape.gradients(x, x)),
                misuse("pause", Tape::pause),
                misuse("detect anomalies", Tape::detectAnomalies),
                misuse("watch a gradient", tape -> tape.onGradient(x, g -> g)),
                misuse("close", Tape::close));
    }

    private static Arguments misuse(String what, Consumer<Tape> use) {
        return Arguments.of(what, use);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void tapeOfAnotherThreadIsRefused(String what, Consumer<Tape> use) throws Exception {
        try (Tape tape = Tape.record()) {
            Throwable[] error = new Throwable[1];
            Thread thread = new Thread(() -> use.accept(tape), "other");
            thread.setUncaughtExceptionHandler((t, e) -> error[0] = e);
            thread.start();
            thread.join();

            assertThat(error[0])
                    .isInstanceOf(TapeException.class)
                    .hasMessage("the tape belongs to thread "
                            + Thread.currentThread().getName()
                            + ", not to other; open a tape of its own on each thread");
            assertThat(tape.isClosed()).isFalse();
            Tensor y = Tensor.scalar(DType.FLOAT32, 3).square();
            assertThat(tape.entries()).hasSize(2);
            assertThat(y.item()).isEqualTo(9);
        }
    }

    @Test
    void tapeThatAThreadLeavesOpenGoesWithTheThread() throws Exception {
        WeakReference<?>[] left = new WeakReference<?>[1];
        Thread thread = new Thread(() -> {
            Tape tape = Tape.record();
            new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(1 << 20))).add(1);
            left[0] = new WeakReference<>(tape);
        });
        thread.start();
        thread.join();
        thread = null;

        for (int i = 0; i < 100 && left[0].get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(left[0].get()).isNull();
    }
}
