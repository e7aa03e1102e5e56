package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.AnomalyException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.Entry;
import dev.adjoint.GradCheck;
import dev.adjoint.GradCheckReport;
import dev.adjoint.Jacobian;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tape, its entries and the tools beside it promise, each in one small case. */
class TapeContractsTest {
    private static Tensor of(double... numbers) {
        return new Tensor(NDArray.of(Shape.of(numbers.length), numbers));
    }

    @Test
    void gradientsUseTheTapeUpUnlessItIsKept() {
        Tensor x = of(2, 3);
        try (Tape tape = Tape.record()) {
            Tensor loss = x.square().sum();
            tape.from(loss).keep().gradients(x);
            tape.gradients(loss, x);
            assertThatExceptionOfType(TapeException.class)
                    .isThrownBy(() -> tape.gradients(loss, x))
                    .withMessageContaining("used up by an earlier backward pass");
            assertThatExceptionOfType(TapeException.class).isThrownBy(tape::detectAnomalies);
            assertThatExceptionOfType(TapeException.class).isThrownBy(() -> tape.onGradient(x, g -> g));
        }
    }

    @Test
    void recordingAndTheSearchForAnomaliesGoOnAfterAPass() {
        Tensor x = of(1);
        try (Tape tape = Tape.record().detectAnomalies()) {
            tape.from(x.square()).keep().gradients(x);
            int before = tape.entries().size();
            Tensor y = x.exp();
            assertThat(tape.entries()).hasSize(before + 1);
            assertThat(tape.entries().get(before).output()).isSameAs(y);
            assertThatExceptionOfType(AnomalyException.class)
                    .isThrownBy(() -> of(1, -1, 2).log())
                    .withMessageContaining("produced NaN at flat index 1 of its value of shape [3]")
                    .withMessageContaining("input 0 [3] is finite");
        }
    }

    @Test
    void entriesTellTheirShapesBytesAndWork() {
        Tensor a = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(2, 3)));
        Tensor b = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(3, 5)));
        try (Tape tape = Tape.record()) {
            Tensor y = a.matmul(b);
            assertThat(y.shape()).isEqualTo(Shape.of(2, 5));
            assertThat(tape.entries().stream().mapToLong(Entry::multiplyAdds).sum())
                    .isEqualTo(2 * 3 * 5);
            assertThat(tape.entries().stream().map(Entry::outputShape)).contains(Shape.of(2, 5));
            assertThat(tape.bytes()).isEqualTo(4 * (2 * 3 + 3 * 5 + 2 * 5));
        }
        try (Tape tape = Tape.record()) {
            of(1, 2, 3).exp();
            assertThat(tape.bytes()).isEqualTo(2 * 3 * 8);
        }
    }

    @Test
    void outputThatHasChangedSinceIsRefused() {
        Parameter p = new Parameter("p", NDArray.of(Shape.of(1), 2.0));
        try (Tape tape = Tape.record()) {
            p.reshape(1, 1);
            Entry entry = tape.entries().get(0);
            p.assign(NDArray.of(Shape.of(1), 3.0));
            assertThatExceptionOfType(TapeException.class)
                    .isThrownBy(entry::output)
                    .withMessageContaining("needs its output, parameter p of shape [1]");
        }
    }

    @Test
    void directionsMustHaveTheShapesOfTheInputs() {
        Tensor x = of(1, 2);
        for (List<Tensor> wrong : List.of(List.of(of(1)), List.of(of(1, 2), of(1, 2)))) {
            assertThatExceptionOfType(ShapeException.class)
                    .isThrownBy(() -> Jacobian.times(x::square, wrong, x))
                    .withMessageStartingWith("directions: expected one tensor for each argument, of shapes [[2]], got");
        }
    }

    @Test
    void gradientOfAParameterMustHaveItsShapeAndType() {
        Parameter p = new Parameter("p", NDArray.zeros(DType.FLOAT32, Shape.of(2)));
        NDArray gradient = NDArray.of(Shape.of(2), 1f, 2f);
        p.setGrad(new Tensor(gradient));
        assertThat(p.grad().value()).isSameAs(gradient);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> p.setGrad(new Tensor(NDArray.zeros(DType.FLOAT64, Shape.of(2)))))
                .withMessage("gradient of parameter p: expected float32[2], got float64[2]");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> p.setGrad(new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(3)))));
        assertThat(p.grad().value()).isSameAs(gradient);
        p.setGrad(null);
        assertThat(p.grad()).isNull();
    }

    @Test
    void settingsOfTheCheckerHaveTheirRanges() {
        GradCheck check = new GradCheck().step(1).tolerance(0.5, 0).seed(7).directionsAbove(0, 1);
        assertThat(check.step()).isEqualTo(1);
        assertThat(check.relative()).isEqualTo(0.5);
        assertThat(check.absolute()).isZero();
        assertThat(check.seed()).isEqualTo(7);
        for (Runnable wrong : List.<Runnable>of(
                () -> check.step(0),
                () -> check.step(1.01),
                () -> check.tolerance(0, 0),
                () -> check.tolerance(1, 0),
                () -> check.tolerance(0.1, -1e-9),
                () -> check.tolerance(0.1, 1),
                () -> check.order(0),
                () -> check.order(3),
                () -> check.directionsAbove(-1, 1),
                () -> check.directionsAbove(1, 0))) {
            assertThatExceptionOfType(ArgumentException.class).isThrownBy(wrong::run);
        }
    }

    @Test
    void reportThatPassedGivesItselfAndItsWorst() {
        GradCheckReport report = new GradCheck().compare(x -> x.square().sum(), of(1, -2, 3));
        assertThat(report.requirePassed()).isSameAs(report);
        assertThat(report.toString())
                .startsWith("gradient check passed: 3 derivatives, 0 wrong, 0 at a kink\n  ")
                .hasLineCount(2);
        assertThat(report.worst().error())
                .isEqualTo(report.comparisons().stream()
                        .mapToDouble(GradCheckReport.Comparison::error)
                        .max()
                        .orElseThrow());
    }

    @Test
    void reportOfManyFailuresShowsSomeAndCountsTheRest() {
        GradCheckReport report = new GradCheck()
                .compare(x -> x.detach().square().add(x).sum(), of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
        assertThat(report.toString())
                .startsWith("gradient check failed: 14 derivatives, 14 wrong, 0 at a kink\n")
                .containsPattern("\n  and [1-9]\\d* more$");
    }

    @Test
    void providerOfMatrixProductsHasAName() {
        assertThat(Engine.backend()).isIn("ejml", "plain", "simd");
    }
}
