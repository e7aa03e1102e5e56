package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.AnomalyException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks on gradients, and the search for the first NaN. */
class TapeToolsTest {
    private final Tensor x = Tensor.of(new double[] {1, 2, 3}, 3);

    @Test
    void hookSeesTheCompleteGradientOfAnIntermediateTensor() {
        List<double[]> seen = new ArrayList<>();
        try (Tape tape = Tape.record()) {
            Tensor h = x.mul(2);
            tape.onGradient(h, g -> {
                seen.add(g.value().toDoubleArray());
                return g;
            });
            tape.gradients(h.square().sum().add(h.sum()), x);
        }
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0)).containsExactly(5, 9, 13);
    }

    @Test
    void whatAHookReturnsGoesOn() {
        Parameter w = new Parameter("w", NDArray.full(DType.FLOAT64, Shape.of(3), 1));
        try (Tape tape = Tape.record()) {
            Tensor loss = w.mul(x).sum();
            tape.onGradient(w, g -> g.clamp(-2, 2));
            tape.backward(loss);
        }
        assertThat(w.grad().toDoubleArray()).containsExactly(1, 2, 2);
    }

    @Test
    void hookThatReturnsAnotherShapeIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.onGradient(x, Tensor::sum);

            assertThatThrownBy(() -> tape.gradients(loss, x))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("expected to get back float64[3], got float64[]");
        }
    }

    @Test
    void hookThatReturnsNothingIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.onGradient(x, g -> null);

            assertThatThrownBy(() -> tape.gradients(loss, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("expected a gradient of float64[3], got null");
        }
    }

    @Test
    void hookThatClosesTheTapeIsRefused() {
        Tape tape = Tape.record();
        Tensor loss = x.square().sum();
        tape.onGradient(x, g -> {
            tape.close();
            return g;
        });

        assertThatThrownBy(() -> tape.gradients(loss, x))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("closed during a walk back");
        tape.close();
        assertThat(tape.isClosed()).isTrue();
    }

    @Test
    void hookThatRegistersAHookIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.onGradient(x, g -> {
                tape.onGradient(x, h -> h);
                return g;
            });

            assertThatThrownBy(() -> tape.gradients(loss, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("registered during it");
        }
    }

    @Test
    void hookThatUsesTheTapeUpIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.onGradient(x, g -> tape.gradients(loss, x).get(0));

            assertThatThrownBy(() -> tape.gradients(loss, x))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("keep the tape");
        }
    }

    @Test
    void hookThatWalksAKeptTapeSeesItsGradients() {
        List<double[]> seen = new ArrayList<>();
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.onGradient(loss, g -> {
                if (seen.isEmpty()) {
                    seen.add(new double[0]);
                    seen.add(tape.from(loss).keep().gradients(x).get(0).value().toDoubleArray());
                }
                return g;
            });
            assertThat(tape.gradients(loss, x).get(0).value().toDoubleArray()).containsExactly(2, 4, 6);
        }
        assertThat(seen.get(1)).containsExactly(2, 4, 6);
    }

    @Test
    void firstOperationThatProducesNaNIsNamedWithItsLine() {
        try (Tape tape = Tape.record().detectAnomalies()) {
            Tensor shifted = x.sub(2);
            assertThatThrownBy(() -> shifted.log())
                    .isInstanceOf(AnomalyException.class)
                    .hasMessageContaining(
                            "log: produced NaN at flat index 0 of its value of shape [3]; input 0 [3] is finite")
                    .hasMessageContaining("TapeToolsTest.java:");
            assertThat(tape.entries()).hasSize(2);
        }
    }

    @Test
    void gradientThatBecomesInfiniteIsNamedWithTheLineThatRecordedItsOperation() {
        Tensor zero = Tensor.of(new double[] {0, 1}, 2);
        try (Tape tape = Tape.record().detectAnomalies()) {
            Tensor loss = zero.sqrt().sum();

            assertThatThrownBy(() -> tape.gradients(loss, zero))
                    .isInstanceOf(AnomalyException.class)
                    .hasMessageContaining("(sqrt) with respect to its input 0 holds Infinity at flat index 0")
                    .hasMessageContaining("TapeToolsTest.java:");
        }
    }
}
