package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.GlobalAvgPool;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.op.Dropout;
import dev.adjoint.op.Einsum;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Slice;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a tape records, and what its backward pass gives. */
class TapeTest {
    private final Parameter weight = new Parameter("weight", NDArray.of(Shape.of(3), 1.0, 2.0, 3.0));
    private final Tensor x = Tensor.of(new double[] {2, 3, 4}, 3);

    @Test
    void gradientsOfParametersAddUpUntilZeroed() {
        backward();
        backward();
        assertThat(weight.grad().toDoubleArray()).containsExactly(4, 6, 8);

        weight.zeroGrad();
        assertThat(weight.grad()).isNull();

        backward();
        assertThat(weight.grad().toDoubleArray()).containsExactly(2, 3, 4);
    }

    private void backward() {
        try (Tape tape = Tape.record()) {
            tape.backward(weight.mul(x).sum());
        }
    }

    @Test
    void gradientThatWasHandedOutDoesNotChangeWithTheNextOne() {
        backward();
        NDArray first = weight.grad().value();
        backward();

        assertThat(first.toDoubleArray()).containsExactly(2, 3, 4);
    }

    @Test
    void valueUsedTwiceGetsTheSumOfItsGradients() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.mul(2);
            tape.backward(y.mul(y).add(y).sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(2 * (2 * 2 + 1), 2 * (2 * 4 + 1), 2 * (2 * 6 + 1));
    }

    @Test
    void keptTapeCanBeWalkedAgain() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.square().sum();
            tape.from(loss).keep().backward();
            tape.backward(loss);
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(4, 8, 12);
    }

    @Test
    void seedIsTheVectorOfTheProduct() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.square();
            List<Tensor> g = tape.from(y).seed(x).gradients(weight);
            assertThat(g.get(0).value().toDoubleArray()).containsExactly(4, 12, 24);
        }
        assertThat(weight.grad()).isNull();
    }

    @Test
    void gradientsOfAnyTensorsCanBeAskedFor() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.mul(x);
            Tensor loss = y.square().sum();
            List<Tensor> g = tape.gradients(loss, y, x, loss);
            assertThat(g.get(0).value().toDoubleArray()).containsExactly(4, 12, 24);
            assertThat(g.get(1).value().toDoubleArray()).containsExactly(4, 24, 72);
            assertThat(g.get(2).item()).isEqualTo(1);
        }
    }

    @Test
    void gradientOfATensorThatTheLossDoesNotDependOnIsZero() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.sum();
            Tensor unrelated = x.square();
            Tensor before = Tensor.of(new double[] {5, 6}, 2);
            Tensor later = before.exp();
            List<Tensor> g = tape.gradients(loss, unrelated, x, before, later);
            assertThat(g.get(0).value().toDoubleArray()).containsExactly(0, 0, 0);
            assertThat(g.get(1).value().toDoubleArray()).containsExactly(0, 0, 0);
            assertThat(g.get(2).shape()).isEqualTo(Shape.of(2));
            assertThat(g.get(3).value().toDoubleArray()).containsExactly(0, 0);
        }
    }

    @Test
    void frozenParameterGetsNoGradient() {
        Parameter bias = new Parameter("bias", NDArray.of(Shape.of(3), 0.0, 0.0, 0.0));
        weight.setTrainable(false);
        try (Tape tape = Tape.record()) {
            tape.backward(weight.mul(x).add(bias).sum());
        }
        assertThat(weight.grad()).isNull();
        assertThat(bias.grad().toDoubleArray()).containsExactly(1, 1, 1);
    }

    @Test
    void detachedTensorStopsTheGradient() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.square();
            tape.backward(y.detach().mul(weight).sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(1, 4, 9);
    }

    @Test
    void whatIsComputedInAPauseIsAConstant() {
        try (Tape tape = Tape.record()) {
            Tape.Pause pause = tape.pause();
            Tensor factor = weight.square();
            assertThat(tape.entries()).isEmpty();
            pause.close();

            tape.backward(factor.mul(weight).sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(1, 4, 9);
    }

    @Test
    void pausesNest() {
        try (Tape tape = Tape.record()) {
            Tape.Pause outer = tape.pause();
            Tape.Pause inner = tape.pause();
            inner.close();
            weight.square();
            assertThat(tape.entries()).isEmpty();
            outer.close();
            weight.square();
            assertThat(tape.entries()).hasSize(2);
        }
    }

    @Test
    void pausesClosedInAnyOrderEndWithRecording() {
        try (Tape tape = Tape.record()) {
            Tape.Pause first = tape.pause();
            Tape.Pause second = tape.pause();
            first.close();
            first.close();
            weight.square();
            assertThat(tape.entries()).isEmpty();
            second.close();
            weight.square();
            assertThat(tape.entries()).hasSize(2);
        }
    }

    @Test
    void parameterFrozenOrUnfrozenAfterTheForwardPassIsWhatItIsInTheBackwardPass() {
        Parameter bias = new Parameter("bias", NDArray.of(Shape.of(3), 0.0, 0.0, 0.0));
        weight.setTrainable(false);
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.mul(x).add(bias).sum();
            weight.setTrainable(true);
            bias.setTrainable(false);
            tape.backward(loss);
        }
        assertThat(bias.grad()).isNull();
        assertThat(weight.grad().toDoubleArray()).containsExactly(2, 3, 4);
    }

    @Test
    void operationsThatChangeNothingAreRecorded() {
        Tensor matrix = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        Random random = new Random(1);
        Map<String, UnaryOperator<Tensor>> operations = Map.ofEntries(
                Map.entry("permute", t -> t.permute(0, 1)),
                Map.entry("transpose", t -> t.transpose(1, 1)),
                Map.entry("to", t -> t.to(DType.FLOAT64)),
                Map.entry("reshape", t -> t.reshape(2, 2)),
                Map.entry("squeeze", t -> t.squeeze(0)),
                Map.entry("expand", t -> t.expand(Shape.of(2, 2))),
                Map.entry("sumTo", t -> t.sumTo(Shape.of(2, 2))),
                Map.entry("sum of no axis", t -> t.reshape(2, 2, 1).sum(2)),
                Map.entry("slice", t -> t.slice(0, 0, 2)),
                Map.entry("flip", t -> Slice.flip(t)),
                Map.entry("pad", t -> Pad.pad(t, PaddingMode.ZEROS, new int[2], new int[2])),
                Map.entry("reflect", t -> Pad.pad(t, PaddingMode.REFLECT, new int[2], new int[2])),
                Map.entry("dropout", t -> Dropout.dropout(t, 0, random)),
                Map.entry("einsum", t -> Einsum.einsum("ij->ij", t)));
        operations.forEach((name, operation) -> {
            try (Tape tape = Tape.record()) {
                Tensor y = operation.apply(matrix);
                assertThat(y).as(name).isNotSameAs(matrix);
                assertThat(tape.from(y).seed(matrix).gradients(matrix).get(0).value())
                        .as(name)
                        .satisfies(g -> assertThat(g.toDoubleArray()).containsExactly(1, 2, 3, 4));
            }
        });
    }

    @Test
    void tapeOfADeadThreadIsNotKeptAliveByTheParametersItUsed() throws InterruptedException {
        AtomicReference<WeakReference<Tape>> left = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            Tape tape = Tape.record();
            weight.mul(x);
            left.set(new WeakReference<>(tape));
        });
        thread.start();
        thread.join();
        thread = null;
        for (int i = 0; i < 50 && !left.get().refersTo(null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(left.get().refersTo(null)).isTrue();
        backward();
        assertThat(weight.grad().toDoubleArray()).containsExactly(2, 3, 4);
    }

    @Test
    void entriesKnowTheLayersThatRecordedThem() {
        Sequential model = new Sequential()
                .add("features", new Sequential(new Linear(3, 3, true, DType.FLOAT64, new Random(1)), new Tanh()))
                .add("head", new Linear(3, 1, true, DType.FLOAT64, new Random(2)));
        try (Tape tape = Tape.record()) {
            Tensor y = model.forward(x.reshape(1, 3));
            Tensor loss = y.square().sum();

            assertThat(tape.entries().stream()
                            .filter(entry -> !entry.isLeaf())
                            .map(entry -> entry.op().name() + " " + entry.path())
                            .distinct())
                    .contains("reshape ", "tanh features.1", "mul ")
                    .anyMatch(line -> line.endsWith(" features.0"))
                    .anyMatch(line -> line.endsWith(" head"));
            assertThat(tape.toString().lines()).anyMatch(line -> line.endsWith("features.1"));
            assertThat(tape.toString().lines().findFirst())
                    .hasValueSatisfying(line -> assertThat(line).endsWith("layer"));

            model.parameters().get("features.0.weight").assign(NDArray.zeros(DType.FLOAT64, Shape.of(3, 3)));
            assertThatThrownBy(() -> tape.gradients(loss, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageStartingWith("features.0: gradient of entry");
        }
    }

    @Test
    void layerIsOneOperation() {
        Random random = new Random(1);
        Sequential model = new Sequential(
                new Conv2d(1, 2, ConvOptions.kernel(3), random),
                new BatchNorm2d(2),
                new Relu(),
                new MaxPool2d(2),
                new ConvTranspose2d(2, 2, TransposeOptions.of(ConvOptions.kernel(2)), random),
                new GlobalAvgPool(2),
                new Flatten(),
                new Linear(2, 3, random));
        Tensor images = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(2, 1, 6, 6), 0, 1, random));
        for (boolean training : new boolean[] {true, false}) {
            if (!training) {
                model.eval();
            }
            try (Tape tape = Tape.record()) {
                Losses.crossEntropy(model.forward(images), IntArray.of(0, 2));
                assertThat(tape.entries().stream()
                                .filter(entry -> !entry.isLeaf())
                                .map(entry -> entry.op().name()))
                        .containsExactly(
                                "conv2d",
                                training ? "standardize" : "normalize_by",
                                "relu",
                                "max_pool2d",
                                "conv_transpose2d",
                                "avg_pool2d",
                                "reshape",
                                "linear",
                                "cross_entropy");
            }
        }
    }

    @Test
    void gradientsOnTheTapeAreRecordedAsThoseOfTheirLayer() {
        Sequential model = new Sequential(new Tanh());
        try (Tape tape = Tape.record()) {
            Tensor loss = model.forward(x).sum();
            int forward = tape.entries().size();
            tape.from(loss).differentiable().gradients(x);
            weight.mul(2);

            List<Entry> entries = tape.entries();
            assertThat(entries.subList(forward, entries.size()).stream()
                            .filter(entry -> !entry.isLeaf())
                            .map(Entry::path))
                    .contains("0")
                    .last()
                    .isEqualTo("");
        }
    }

    @Test
    void innermostTapeRecordsAndTheOuterOneGoesOnAfterwards() {
        try (Tape outer = Tape.record()) {
            Tensor before = weight.mul(2);
            try (Tape inner = Tape.record()) {
                assertThat(Tape.current()).isSameAs(inner);
                inner.backward(weight.mul(x).sum());
            }
            assertThat(Tape.current()).isSameAs(outer);
            assertThat(weight.grad().toDoubleArray()).containsExactly(2, 3, 4);

            outer.backward(before.sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(4, 5, 6);
    }

    @Test
    void nothingIsRecordedWithoutATape() {
        Tensor y = weight.square();
        try (Tape tape = Tape.record()) {
            y.mul(weight);
            assertThat(tape.entries().get(0).isLeaf()).isTrue();
            assertThat(tape.entries()).hasSize(3);
        }
    }

    @Test
    void closedTapeIsEmptyAndClosingAgainDoesNothing() {
        Tape tape = Tape.record();
        weight.square();
        tape.close();
        tape.close();

        assertThat(tape.isClosed()).isTrue();
        assertThat(tape.entries()).isEmpty();
    }

    @Test
    void derivativesOfThirdOrder() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.pow(4).sum();
            Tensor first = tape.from(y).differentiable().gradients(weight).get(0);
            Tensor second =
                    tape.from(first.sum()).differentiable().gradients(weight).get(0);
            Tensor third = tape.gradients(second.sum(), weight).get(0);

            assertThat(first.value().toDoubleArray()).containsExactly(4, 32, 108);
            assertThat(second.value().toDoubleArray()).containsExactly(12, 48, 108);
            assertThat(third.value().toDoubleArray()).containsExactly(24, 48, 72);
        }
    }

    @Test
    void penaltyOnAGradientTrainsThroughIt() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.pow(3).sum();
            Tensor gradient = tape.from(y).differentiable().gradients(weight).get(0);
            tape.backward(gradient.square().sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(36, 288, 972);
    }

    @Test
    void gradientsThatAreNotAskedToBeDifferentiableAreNotRecorded() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.pow(3).sum();
            int recorded = tape.entries().size();
            tape.from(y).keep().gradients(weight);
            assertThat(tape.entries()).hasSize(recorded);
        }
    }

    @Test
    void deepComputationNeedsNoDeepStack() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight;
            for (int i = 0; i < 100_000; i++) {
                y = y.add(1);
            }
            tape.backward(y.sum());
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(1, 1, 1);
    }

    @Test
    void threadsWithTapesOfTheirOwnShareAParameter() {
        int threads = 4;
        CountDownLatch allReady = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Void>> runs = IntStream.range(0, threads)
                    .mapToObj(t -> CompletableFuture.runAsync(() -> differentiateOften(t + 1, allReady), pool))
                    .toList();
            runs.forEach(CompletableFuture::join);
        } finally {
            pool.shutdown();
        }
        assertThat(weight.grad()).isNull();
    }

    private void differentiateOften(int factor, CountDownLatch allReady) {
        allReady.countDown();
        try {
            allReady.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 500; i++) {
            try (Tape tape = Tape.record()) {
                Tensor g = tape.gradients(weight.square().mul(factor).sum(), weight)
                        .get(0);
                assertThat(g.value().toDoubleArray()).containsExactly(2 * factor, 4 * factor, 6 * factor);
            }
        }
    }

    @Test
    void tapeReadsAsATable() {
        try (Tape tape = Tape.record()) {
            weight.mul(x).to(DType.FLOAT32).sum();

            assertThat(tape.toString().lines().map(String::strip))
                    .hasSize(7)
                    .anyMatch(line -> line.matches("0 +parameter weight +\\[3\\] +float64 +24"))
                    .anyMatch(line -> line.matches("1 +constant +\\[3\\] +float64 +24"))
                    .anyMatch(line -> line.matches("2 +mul +0, 1 +\\[3\\] +float64 +24"))
                    .anyMatch(line -> line.matches("3 +cast +2 +\\[3\\] +float32 +12"));
        }
    }
}
