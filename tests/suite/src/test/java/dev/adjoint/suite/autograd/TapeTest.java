package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
