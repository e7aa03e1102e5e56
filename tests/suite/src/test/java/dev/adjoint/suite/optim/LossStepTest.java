package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.AnomalyException;
import dev.adjoint.ArgumentException;
import dev.adjoint.ConcurrencyException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.SplitMix;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.WorkspaceException;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of one call. */
class LossStepTest {
    private final Parameter p = new Parameter("p", NDArray.of(Shape.of(2), 1.0, -3.0));
    private final Sgd sgd = new Sgd(0.25, p);

    private static Sequential network() {
        SplitMix random = new SplitMix(5);
        return new Sequential(new Linear(40, 50, random), new BatchNorm1d(50), new Relu(), new Linear(50, 3, random));
    }

    @Test
    void edgeDetectorIsLearned() {
        Tensor image = new Tensor(NDArray.of(Shape.of(1, 1, 1, 8), 1.0, 1, 0, 0, 0, 0, 1, 1));
        Parameter kernel = new Parameter("kernel", NDArray.zeros(DType.FLOAT64, Shape.of(2)));
        Sgd descent = new Sgd(0.2, kernel);
        Tensor left = image.slice(3, 0, 7);
        Tensor right = image.slice(3, 1, 8);
        Tensor edges = left.sub(right);
        double loss = 1;
        for (int i = 0; i < 200; i++) {
            loss = descent.step(() -> left.mul(kernel.slice(0, 0, 1))
                    .add(right.mul(kernel.slice(0, 1, 2)))
                    .sub(edges)
                    .square()
                    .sum());
        }
        assertThat(loss).isLessThan(1e-9);
        assertThat(kernel.value().toDoubleArray()).containsExactly(new double[] {1, -1}, within(1e-3));
    }

    @Test
    void oneCallIsTheLoopWrittenByHand() {
        Sequential one = network();
        Sequential other = network();
        Adam inOneCall = new Adam(one, 0.01);
        Adam byHand = new Adam(other, 0.01);
        for (int i = 0; i < 5; i++) {
            Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(30, 40), 0, 1, new SplitMix(i)));
            IntArray labels = IntArray.of(new SplitMix(i).ints(30, 0, 3).toArray());
            double loss = inOneCall.step(() -> Losses.crossEntropy(one.forward(x), labels));
            try (Tape tape = Tape.record()) {
                Tensor expected = Losses.crossEntropy(other.forward(x), labels);
                tape.backward(expected);
                assertThat(loss).isEqualTo(expected.item());
            }
            byHand.step();
            byHand.zeroGrad();
        }
        one.state()
                .forEach(
                        (path, value) -> assertThat(value.sameBits(other.state().get(path)))
                                .as(path)
                                .isTrue());
        assertThat(p.grad()).isNull();
    }

    @Test
    void gradientsThatStoodBeforeAreForgotten() {
        p.setGrad(new Tensor(NDArray.of(Shape.of(2), 100.0, 100.0)));
        assertThat(sgd.step(() -> p.square().sum())).isEqualTo(10);
        assertThat(p.value().toDoubleArray()).containsExactly(0.5, -1.5);
        assertThat(p.grad()).isNull();
    }

    @Test
    void stepInsideAnotherTapeLeavesItAlone() {
        Parameter outer = new Parameter("outer", NDArray.of(Shape.of(1), 2.0));
        try (Tape tape = Tape.record()) {
            Tensor before = outer.square().sum();
            int entries = tape.entries().size();
            sgd.step(() -> p.square().sum());
            assertThat(tape.entries()).hasSize(entries);
            tape.backward(before);
        }
        assertThat(outer.grad()).isNotNull();
        assertThat(p.value().toDoubleArray()).containsExactly(0.5, -1.5);
    }

    @Test
    void otherParametersKeepTheirValuesAndTwoOptimisersTakeTurns() {
        Parameter q = new Parameter("q", NDArray.of(Shape.of(2), 1.0, 1.0));
        Sgd second = new Sgd(0.25, q);
        sgd.step(() -> p.mul(q).sum());
        assertThat(q.value().toDoubleArray()).containsExactly(1, 1);
        second.step(() -> p.mul(q).sum());
        assertThat(p.value().toDoubleArray()).containsExactly(0.75, -3.25);
        assertThat(q.value().toDoubleArray()).containsExactly(1 - 0.25 * 0.75, 1 + 0.25 * 3.25);
    }

    @Test
    void whatTheLossComputedIsNotReadByMistakeLater() {
        Parameter wide = new Parameter("wide", NDArray.full(DType.FLOAT32, Shape.of(4000), 1));
        List<Tensor> kept = new ArrayList<>();
        new Sgd(0.1, wide).step(() -> {
            kept.add(wide.square());
            return kept.get(0).sum();
        });
        assertThatThrownBy(() -> kept.get(0).value().toDoubleArray()).isInstanceOf(WorkspaceException.class);
    }

    static Stream<Arguments> failures() {
        Parameter other = new Parameter("other", NDArray.of(Shape.of(2), 1.0, 1.0));
        return Stream.of(
                Arguments.of(
                        (LossOf) p -> {
                            p.square();
                            throw new IllegalStateException("boom");
                        },
                        IllegalStateException.class,
                        "boom"),
                Arguments.of(
                        (LossOf) Parameter::square,
                        ShapeException.class,
                        "step: expected a loss of one element, got shape [2]; reduce it with mean() or sum()"),
                Arguments.of((LossOf) p -> null, ShapeException.class, "got null"),
                Arguments.of((LossOf) p -> p.sum().log(), AnomalyException.class, "step: the loss is NaN"),
                Arguments.of(
                        (LossOf) p -> new Tensor(NDArray.of(Shape.of(1), 1.0)).square(),
                        TapeException.class,
                        "no trainable parameter"),
                Arguments.of(
                        (LossOf) p -> other.sum(),
                        ArgumentException.class,
                        "step: the loss depends on no parameter that this optimizer changes"),
                Arguments.of(
                        (LossOf) p -> {
                            Tensor loss = p.square().sum();
                            Tape.current().onGradient(p, g -> {
                                throw new IllegalStateException("in a hook");
                            });
                            return loss;
                        },
                        IllegalStateException.class,
                        "in a hook"));
    }

    private interface LossOf {
        Tensor of(Parameter p);
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("failures")
    void failureLeavesEverythingAsItWas(LossOf loss, Class<?> type, String message) {
        Sgd momentum = new Sgd(Sgd.rate(0.25).momentum(0.5), p);
        momentum.step(() -> p.square().sum());
        p.setGrad(new Tensor(NDArray.of(Shape.of(2), 7.0, 8.0)));
        NDArray value = p.value().copy();
        var state = momentum.state();

        assertThatThrownBy(() -> momentum.step(() -> loss.of(p)))
                .isInstanceOf(type)
                .hasMessageContaining(message);

        assertThat(p.value().toDoubleArray()).containsExactly(value.toDoubleArray());
        assertThat(p.grad().toDoubleArray()).containsExactly(7, 8);
        assertThat(momentum.state().steps()).isEqualTo(state.steps());
        assertThat(momentum.state().arrays().get("0.momentum").toDoubleArray())
                .containsExactly(state.arrays().get("0.momentum").toDoubleArray());
        assertThat(Tape.isRecordingHere()).isFalse();
        assertThat(momentum.step(() -> p.square().sum())).isFinite();
    }

    @Test
    void stepWithinItsOwnLossIsRefused() {
        Supplier<Tensor> inner = () -> p.square().sum();
        assertThatThrownBy(() -> sgd.step(() -> {
                    sgd.step(inner);
                    return inner.get();
                }))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("step: a loss cannot make another step of the same optimizer");
        sgd.step(inner);
    }

    @Test
    void twoThreadsDoNotStepAtOnce() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        Thread first = new Thread(
                () -> sgd.step(() -> {
                    inside.countDown();
                    try {
                        tried.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return p.square().sum();
                }),
                "first");
        first.start();
        inside.await();
        assertThatThrownBy(() -> sgd.step(() -> p.square().sum()))
                .isInstanceOf(ConcurrencyException.class)
                .hasMessageContaining("thread first makes a step of this optimizer while thread");
        tried.countDown();
        first.join();
        assertThat(p.value().toDoubleArray()).containsExactly(0.5, -1.5);
    }

    @Test
    void optimizersPrintWell() {
        Sequential net = network();
        assertThat(new Adam(net, 1e-3)).hasToString("Adam(rate 0.001, 6 parameters)");
        Optimizer plain = new Sgd(2.5e-7, p);
        assertThat(plain).hasToString("Sgd(rate 2.5E-7, 1 parameter)");
        assertThat(new Adam(net, 0.1).group("3", g -> g.rate(0.5)).group("*.bias", g -> g.weightDecay(0)))
                .hasToString("Adam(rate 0.1, 6 parameters, 3: rate 0.5, *.bias: weight decay 0)");
        assertThat(Adam.rate(0.1).betas(0.5, 0.999).amsgrad(true))
                .hasToString("learning rate 0.1, beta1 0.5, amsgrad true")
                .isEqualTo(Adam.rate(0.1).amsgrad(true).betas(0.5, 0.999))
                .isNotEqualTo(Adam.rate(0.1));
    }
}
