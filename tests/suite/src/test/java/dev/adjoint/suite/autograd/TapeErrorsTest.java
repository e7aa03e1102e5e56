package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every misuse of a tape is an error that says what to do, and leaves parameters as they were. */
class TapeErrorsTest {
    private final Parameter weight = new Parameter("weight", NDArray.of(Shape.of(3), 1.0, 2.0, 3.0));

    @Test
    void noTapeIsRecording() {
        assertThatThrownBy(Tape::current)
                .isInstanceOf(TapeException.class)
                .hasMessage("no tape is recording on thread "
                        + Thread.currentThread().getName()
                        + "; open one with try (Tape tape = Tape.record()) { ... } around the forward pass");
    }

    @Test
    void lossIsNotAScalar() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.square();

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage(
                            "the loss must have one element, got shape [3]; reduce it with sum() or mean(), or give a"
                                    + " seed gradient with tape.from(y).seed(g)");
            assertThat(weight.grad()).isNull();

            tape.backward(loss.sum());
            assertThat(weight.grad().toDoubleArray()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void seedHasAnotherShapeOrElementType() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.square();

            assertThatThrownBy(() -> tape.from(y).seed(Tensor.of(new double[] {1, 1}, 2)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("seed gradient: expected float64[3], got float64[2]");
            assertThatThrownBy(() -> tape.from(y).seed(Tensor.of(new float[] {1, 1, 1}, 3)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("seed gradient: expected float64[3], got float32[3]");
        }
    }

    @Test
    void backwardTwiceWithoutKeepingTheTape() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.square().sum();
            tape.backward(loss);
            NDArray gradient = weight.grad().value();

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(TapeException.class)
                    .hasMessage(
                            "the tape was used up by an earlier backward pass; keep it with tape.from(loss).keep()");
            assertThat(weight.grad().value()).isSameAs(gradient);
        }
    }

    @Test
    void tapeIsClosed() {
        Tape tape = Tape.record();
        Tensor loss = weight.square().sum();
        tape.close();

        assertThatThrownBy(() -> tape.backward(loss))
                .isInstanceOf(TapeException.class)
                .hasMessage("the tape is closed; compute gradients inside the try block that opened it");
        assertThatThrownBy(() -> tape.gradients(loss, weight)).hasMessageStartingWith("the tape is closed");
        assertThatThrownBy(tape::pause).hasMessageStartingWith("the tape is closed");
    }

    @Test
    void outerTapeIsClosedBeforeTheInnerOne() {
        try (Tape outer = Tape.record()) {
            try (Tape inner = Tape.record()) {
                assertThat(inner.entries()).isEmpty();
                assertThatThrownBy(outer::close)
                        .isInstanceOf(TapeException.class)
                        .hasMessage("a tape was closed while a tape opened inside it is still open; close the inner one"
                                + " first");
            }
        }
    }

    @Test
    void outerTapeIsWalkedWhileTheInnerOneIsOpen() {
        try (Tape outer = Tape.record()) {
            Tensor loss = weight.sum();
            try (Tape inner = Tape.record()) {
                assertThat(inner.entries()).isEmpty();
                assertThatThrownBy(() -> outer.backward(loss))
                        .isInstanceOf(TapeException.class)
                        .hasMessage(
                                "a tape opened inside this one is still open; close it before walking back over this"
                                        + " one");
            }
            outer.backward(loss);
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(1, 1, 1);
    }

    @Test
    void valueWasChangedSinceItWasRecorded() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.square().sum();
            weight.assign(NDArray.of(Shape.of(3), 4.0, 5.0, 6.0));

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(TapeException.class)
                    .hasMessage("gradient of entry 1 (mul) needs its input 1, parameter weight of shape [3], as it was"
                            + " recorded (version 0), but it was changed since (version 1); call backward before the"
                            + " optimizer's step");
            assertThat(weight.grad()).isNull();
        }
    }

    @Test
    void viewOfAChangedParameterIsChangedToo() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.reshape(3, 1).exp().mul(weight.reshape(3, 1)).sum();
            weight.assign(NDArray.of(Shape.of(3), 4.0, 5.0, 6.0));

            assertThatThrownBy(() -> tape.backward(loss)).hasMessageContaining("but it was changed since");
        }
    }

    @Test
    void changeOfAValueThatNoGradientNeedsIsAllowed() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.mul(2).sum();
            weight.assign(NDArray.of(Shape.of(3), 4.0, 5.0, 6.0));
            tape.backward(loss);
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(2, 2, 2);
    }

    @Test
    void tensorOfAnEnclosingTape() {
        try (Tape outer = Tape.record()) {
            Tensor y = weight.mul(2);
            try (Tape inner = Tape.record()) {
                assertThatThrownBy(() -> y.add(1))
                        .isInstanceOf(TapeException.class)
                        .hasMessage("affine: the tensor of shape [3] was recorded on another tape, which is open on"
                                + " thread " + Thread.currentThread().getName()
                                + "; use detach() to take its value without its history");
                assertThat(y.detach().add(1).value().toDoubleArray()).containsExactly(3, 5, 7);
                assertThat(inner.entries()).hasSize(2);
            }
            assertThat(outer.entries()).hasSize(2);
        }
    }

    @Test
    void tensorOfAClosedTapeOnANewOne() {
        Tensor y;
        try (Tape tape = Tape.record()) {
            y = weight.mul(2);
            assertThat(tape.entries()).hasSize(2);
        }
        assertThat(y.add(1).value().toDoubleArray()).containsExactly(3, 5, 7);
        try (Tape tape = Tape.record()) {
            assertThatThrownBy(() -> y.add(1))
                    .hasMessage("affine: the tensor of shape [3] was recorded on another tape, which is closed; use"
                            + " detach() to take its value without its history");
            assertThat(tape.entries()).isEmpty();
        }
    }

    @Test
    void tensorOfAnotherThread() {
        try (Tape tape = Tape.record()) {
            Tensor y = weight.mul(2);

            Throwable error = inAnotherThread(() -> y.add(1));

            assertThat(error)
                    .isInstanceOf(TapeException.class)
                    .hasMessage("affine: the tensor of shape [3] was recorded on another tape, which is open on thread "
                            + Thread.currentThread().getName()
                            + "; use detach() to take its value without its history");
            assertThat(tape.entries()).hasSize(2);
        }
    }

    @Test
    void tapeOfAnotherThread() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.sum();
            AtomicReference<String> name = new AtomicReference<>();

            Throwable error = inAnotherThread(() -> {
                name.set(Thread.currentThread().getName());
                return tape.gradients(loss, weight);
            });

            assertThat(error)
                    .isInstanceOf(TapeException.class)
                    .hasMessage("the tape belongs to thread "
                            + Thread.currentThread().getName() + ", not to " + name.get()
                            + "; open a tape of its own on each thread");
        }
    }

    @Test
    void lossIsNotOnTheTape() {
        Tensor before = weight.sum();
        try (Tape tape = Tape.record()) {
            assertThatThrownBy(() -> tape.backward(before))
                    .isInstanceOf(TapeException.class)
                    .hasMessage("the tensor of shape [] was not recorded on this tape;"
                            + " compute it inside the try block that opened the tape");
        }
    }

    @Test
    void lossDependsOnNoTrainableParameter() {
        weight.setTrainable(false);
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.sum();

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(TapeException.class)
                    .hasMessage("backward: the loss depends on no trainable parameter; for other tensors use"
                            + " gradients(loss, x)");
        }
    }

    @Test
    void gradientOfATensorThatWasNotUsed() {
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.sum();

            assertThatThrownBy(() -> tape.gradients(loss, weight, Tensor.of(new double[] {1}, 1)))
                    .isInstanceOf(TapeException.class)
                    .hasMessage("gradients: tensor 1 (tensor of shape [1]) was not used in any operation on this tape");
        }
    }

    @Test
    void inputsOfTwoElementTypes() {
        assertThatThrownBy(() -> weight.add(Tensor.of(new float[] {1, 2}, 2)))
                .isInstanceOf(DTypeException.class)
                .hasMessage("add: expected inputs of one element type, got float64[3] and float32[2]; convert with"
                        + " to(dtype)");
    }

    @Test
    void gradientOfTheWrongShapeNamesItsOp() {
        try (Tape tape = Tape.record()) {
            Tensor loss = new BrokenGradient(false).apply(weight).sum();

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vjp of broken_gradient: the gradient of input 0 must be float64[3], got float64[]");
        }
    }

    @Test
    void wrongNumberOfGradientsNamesItsOp() {
        try (Tape tape = Tape.record()) {
            Tensor loss = new BrokenGradient(true).apply(weight).sum();

            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(ShapeException.class)
                    .hasMessage("vjp of broken_gradient: expected one gradient for each of 1 inputs, got 2");
        }
    }

    @Test
    void operationWithoutANameIsNamedByTheClassAroundIt() {
        Op failing = new Op() {
            @Override
            public Forward forward(NDArray... in) {
                throw new ShapeException("boom");
            }

            @Override
            public Gradient[] vjp(Entry entry, Tensor g) {
                return Gradient.of(() -> g);
            }
        };
        assertThatThrownBy(() -> failing.apply(weight))
                .isInstanceOf(ShapeException.class)
                .hasMessageMatching("tape_errors_test_\\d+: boom");
    }

    @Test
    void savedObjectThatIsNotThere() {
        Op forgetful = new Op() {
            @Override
            public Forward forward(NDArray... in) {
                return Forward.of(in[0], "text");
            }

            @Override
            public Gradient[] vjp(Entry entry, Tensor g) {
                assertThat(entry.saved(String.class)).isEqualTo("text");
                return Gradient.of(() -> g.mul(entry.saved(Integer.class)));
            }
        };
        try (Tape tape = Tape.record()) {
            Tensor loss = forgetful.apply(weight).sum();
            assertThatThrownBy(() -> tape.backward(loss))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("asks for a saved Integer, but the forward pass saved a String");
        }
    }

    private record BrokenGradient(boolean tooMany) implements Op {
        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(in[0]);
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return tooMany ? Gradient.of(() -> g, () -> g) : Gradient.of(() -> Tensor.scalar(DType.FLOAT64, 1));
        }
    }

    private static Throwable inAnotherThread(Supplier<?> body) {
        return CompletableFuture.supplyAsync(body)
                .handle((result, error) -> error.getCause())
                .join();
    }
}
