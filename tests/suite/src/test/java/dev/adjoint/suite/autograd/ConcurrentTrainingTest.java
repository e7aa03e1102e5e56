package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjoint.ConcurrencyException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If two threads train one parameter, their steps either follow one another or are an error. */
class ConcurrentTrainingTest {
    private static final String REMEDY = "; train a model in one thread, or give each thread a model of its own";

    private final Parameter weight = new Parameter("weight", vector(1, -2, 3));
    private final ExecutorService first = thread("first");
    private final ExecutorService second = thread("second");

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> new Thread(task, name));
    }

    private static NDArray vector(double... numbers) {
        return NDArray.of(Shape.of(numbers.length), numbers);
    }

    @AfterEach
    void endThreads() {
        first.shutdownNow();
        second.shutdownNow();
    }

    /** Runs a task on a thread and waits for it; its error is thrown here. */
    private static void on(ExecutorService thread, Callable<?> task) {
        try {
            thread.submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException error) {
                throw error;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** One training step, cut into parts between which another thread may run. */
    private static final class Step {
        private final Tensor data;
        private final Parameter weight;
        private final Optimizer optimizer;
        private Tape tape;
        private Tensor loss;

        Step(double data, Parameter weight, Optimizer optimizer) {
            this.data = Tensor.scalar(weight.dtype(), data);
            this.weight = weight;
            this.optimizer = optimizer;
        }

        Object forward() {
            tape = Tape.record();
            loss = weight.add(data).square().sum();
            return loss;
        }

        Object backward() {
            tape.backward(loss);
            tape.close();
            return tape;
        }

        Object step() {
            optimizer.step();
            return optimizer;
        }

        Object zeroGrad() {
            optimizer.zeroGrad();
            return optimizer;
        }

        List<Callable<?>> zeroingLast() {
            return List.of(this::forward, this::backward, this::step, this::zeroGrad);
        }

        List<Callable<?>> zeroingFirst() {
            return List.of(this::zeroGrad, this::forward, this::backward, this::step);
        }
    }

    /** Every order in which two threads can run four parts each; true means the first thread's turn. */
    static Stream<List<Boolean>> interleavings() {
        return Stream.iterate(0, i -> i < 1 << 8, i -> i + 1)
                .filter(i -> Integer.bitCount(i) == 4)
                .map(i -> Stream.iterate(0, bit -> bit < 8, bit -> bit + 1)
                        .map(bit -> (i >> bit & 1) == 1)
                        .toList());
    }

    private NDArray trained(List<Boolean> turns, boolean zeroingLast, boolean oneOptimizer) {
        Parameter shared = new Parameter("weight", weight.value().copy());
        Optimizer optimizer = sgd(shared);
        Step one = new Step(1, shared, optimizer);
        Step two = new Step(5, shared, oneOptimizer ? optimizer : sgd(shared));
        List<Callable<?>> ofFirst = new ArrayList<>(zeroingLast ? one.zeroingLast() : one.zeroingFirst());
        List<Callable<?>> ofSecond = new ArrayList<>(zeroingLast ? two.zeroingLast() : two.zeroingFirst());
        try {
            for (boolean turn : turns) {
                on(turn ? first : second, (turn ? ofFirst : ofSecond).remove(0));
            }
        } finally {
            on(first, () -> one.tape == null ? null : closed(one.tape));
            on(second, () -> two.tape == null ? null : closed(two.tape));
        }
        return shared.value();
    }

    private static Optimizer sgd(Parameter parameter) {
        return new Sgd(Sgd.rate(0.1).momentum(0.9), parameter);
    }

    private static Tape closed(Tape tape) {
        tape.close();
        return tape;
    }

    private void assertErrorOrOneAfterTheOther(boolean zeroingLast, boolean oneOptimizer, List<Boolean> turns) {
        List<Boolean> firstThenSecond = List.of(true, true, true, true, false, false, false, false);
        List<Boolean> secondThenFirst = List.of(false, false, false, false, true, true, true, true);
        List<NDArray> orderly = List.of(
                trained(firstThenSecond, zeroingLast, oneOptimizer),
                trained(secondThenFirst, zeroingLast, oneOptimizer));
        NDArray result;
        try {
            result = trained(turns, zeroingLast, oneOptimizer);
        } catch (ConcurrencyException e) {
            assertThat(e).hasMessageContaining("parameter weight of shape [3]").hasMessageContaining("thread first");
            assertThat(e).hasMessageContaining("thread second");
            return;
        }
        assertThat(orderly).anyMatch(result::sameBits);
    }

    @ParameterizedTest
    @MethodSource("interleavings")
    void everyOrderOfTwoStepsIsAnErrorOrOneStepAfterTheOther(List<Boolean> turns) {
        for (boolean zeroingLast : new boolean[] {true, false}) {
            assertErrorOrOneAfterTheOther(zeroingLast, false, turns);
        }
    }

    @ParameterizedTest
    @MethodSource("interleavings")
    void everyOrderOfTwoStepsOfOneOptimizerIsAnErrorOrOneStepAfterTheOther(List<Boolean> turns) {
        for (boolean zeroingLast : new boolean[] {true, false}) {
            assertErrorOrOneAfterTheOther(zeroingLast, true, turns);
        }
    }

    @Test
    void threadsThatTrainOneModelWithoutWaitingGetAnError() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Boolean>> refused = new ArrayList<>();
        for (ExecutorService thread : List.of(first, second)) {
            refused.add(thread.submit(() -> {
                Step step = new Step(0.001, weight, sgd(weight));
                for (int i = 0; i < 1_000_000 && !over.get(); i++) {
                    try (Tape tape = Tape.record()) {
                        tape.backward(weight.add(step.data).square().sum());
                        step.step();
                        step.zeroGrad();
                    } catch (ConcurrencyException e) {
                        over.set(true);
                        return true;
                    }
                }
                return false;
            }));
        }

        assertThat(List.of(refused.get(0).get(), refused.get(1).get())).contains(true);
    }

    private void gradientOn(ExecutorService thread) {
        on(thread, () -> {
            Step step = new Step(1, weight, sgd(weight));
            step.forward();
            return step.backward();
        });
    }

    @Test
    void gradientOfAnotherThreadIsNotAddedTo() {
        gradientOn(first);
        NDArray before = weight.grad().value();

        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> gradientOn(second))
                .withMessage("backward: the gradient of parameter weight of shape [3] is that of thread first, not of"
                        + " thread second" + REMEDY + "; if the other has done with it, forget it with zeroGrad() or"
                        + " take it over with setGrad(grad())");
        assertThat(weight.grad().value()).isSameAs(before);
    }

    @Test
    void gradientOfAnotherThreadIsNotSteppedWith() {
        gradientOn(first);

        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> on(second, () -> new Step(1, weight, sgd(weight)).step()))
                .withMessage("step: the gradient of parameter weight of shape [3] is that of thread first, not of"
                        + " thread second" + REMEDY + "; if the other has done with it, forget it with zeroGrad() or"
                        + " take it over with setGrad(grad())");
        assertThat(weight.value().toDoubleArray()).containsExactly(1, -2, 3);
        assertThat(weight.value().version()).isZero();
    }

    @Test
    void stepFailsBeforeItChangesAnyOtherParameter() {
        Parameter bias = new Parameter("bias", vector(4, 5));
        Optimizer optimizer = new Sgd(0.1, bias, weight);
        gradientOn(first);
        bias.setGrad(new Tensor(vector(1, 1)));

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(optimizer::step);
        assertThat(bias.value().toDoubleArray()).containsExactly(4, 5);
        assertThat(optimizer.state().steps()).isEmpty();
    }

    @Test
    void gradientThatAnotherThreadDropsIsMissedByTheStep() {
        gradientOn(first);
        on(second, () -> new Step(1, weight, sgd(weight)).zeroGrad());

        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> on(first, () -> new Step(1, weight, sgd(weight)).step()))
                .withMessage(
                        "step: the gradient of parameter weight of shape [3] that thread first computed was dropped"
                                + " by thread second before the step" + REMEDY);
    }

    @Test
    void gradientThatHasBeenSteppedWithMayBeDroppedByAnotherThread() {
        Step step = new Step(1, weight, sgd(weight));
        on(first, step::forward);
        on(first, step::backward);
        on(first, step::step);
        on(second, step::zeroGrad);

        on(first, step::step);

        assertThat(weight.value().version()).isEqualTo(1);
    }

    @Test
    void gradientOfAValueThatAnotherThreadHasWrittenSinceIsRefused() {
        Step step = new Step(1, weight, sgd(weight));
        on(first, step::forward);
        on(second, () -> {
            weight.assign(vector(7, 8, 9));
            return weight;
        });

        ConcurrencyException error = catchThrowableOfType(ConcurrencyException.class, () -> on(first, step::backward));
        assertThat(error)
                .hasMessage("backward: parameter weight of shape [3] was written by thread second since thread first"
                        + " recorded it (version 0, now 1)" + REMEDY);
        assertThat(weight.grad()).isNull();
    }

    @Test
    void oneThreadMayWriteAValueThatItsGradientDoesNotUse() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.mul(2).sum();
            weight.assign(vector(7, 8, 9));
            tape.backward(loss);
        }

        assertThat(weight.grad().toDoubleArray()).containsExactly(2, 2, 2);
    }

    @Test
    void gradientOfAThreadThatHasEndedIsAddedTo() throws Exception {
        Thread ended = new Thread(() -> {
            try (Tape tape = Tape.record()) {
                tape.backward(weight.mul(2).sum());
            }
        });
        ended.start();
        ended.join();

        try (Tape tape = Tape.record()) {
            tape.backward(weight.mul(3).sum());
        }
        sgd(weight).step();

        assertThat(weight.grad().toDoubleArray()).containsExactly(5, 5, 5);
        assertThat(weight.value().toDoubleArray()).containsExactly(0.5, -2.5, 2.5);
    }

    @Test
    void gradientThatIsTakenOverIsSteppedWith() {
        gradientOn(first);

        on(second, () -> {
            weight.setGrad(weight.grad());
            return new Step(1, weight, sgd(weight)).step();
        });

        assertThat(weight.value().version()).isEqualTo(1);
        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> on(first, () -> new Step(1, weight, sgd(weight)).step()));
    }

    @Test
    void threadBeginsAnewWhatAnotherHasLeft() {
        gradientOn(first);

        on(second, () -> {
            weight.zeroGrad();
            Step step = new Step(1, weight, sgd(weight));
            step.forward();
            step.backward();
            return step.step();
        });
        gradientOnAfterZero(first);

        assertThat(weight.value().version()).isEqualTo(1);
        assertThat(weight.grad()).isNotNull();
    }

    private void gradientOnAfterZero(ExecutorService thread) {
        on(thread, () -> {
            weight.zeroGrad();
            return null;
        });
        gradientOn(thread);
    }

    @Test
    void threadsReadGradientsOfOneModelWithoutTrainingIt() {
        Step step = new Step(1, weight, sgd(weight));
        on(first, step::forward);

        on(second, () -> {
            try (Tape tape = Tape.record()) {
                Tensor x = new Tensor(NDArray.full(DType.FLOAT64, Shape.of(3), 2));
                assertThat(tape.gradients(weight.mul(x).sum(), x).get(0).value().toDoubleArray())
                        .containsExactly(1, -2, 3);
            }
            return null;
        });
        on(first, step::backward);

        assertThat(weight.grad().toDoubleArray()).containsExactly(4, -2, 8);
    }
}
