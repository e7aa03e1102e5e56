package dev.adjoint.suite.gradients;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;

import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient is right, in first and second order. */
class OpGradientsTest {
    static Stream<Example> examples() {
        return OpGradients.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void gradientsOfFirstAndSecondOrderAreRight(Example example) {
        assertGradientsMatch(
                example.check(), example.function(), example.inputs().toArray(Tensor[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyElementOfAResultIsWritten(Example example) {
        Workspace.Scope scope = Workspace.poisoned().open();
        try (scope) {
            assertGradientsMatch(
                    example.check(), example.function(), example.inputs().toArray(Tensor[]::new));
        }
    }
}
