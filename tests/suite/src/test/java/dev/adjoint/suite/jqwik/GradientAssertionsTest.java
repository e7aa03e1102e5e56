package dev.adjoint.suite.jqwik;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.GradCheck;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.NetworkCase;
import dev.adjoint.jqwik.NetworkOf;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.suite.autograd.PlantedOps;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/** Right gradients pass. Wrong ones of each kind are found and shown. */
class GradientAssertionsTest {
    private static final Tensor MATRIX = Tensor.of(new double[] {0.5, -1.25, 2, 0.75}, 2, 2);
    private static final Tensor VECTOR = Tensor.of(new double[] {0.5, -1.25, 2, 0.75, 1, -0.5}, 6);

    static Stream<Map.Entry<Op, Tensor>> plantedErrors() {
        return Stream.of(
                Map.entry(PlantedOps.wrongFactor(), MATRIX),
                Map.entry(PlantedOps.wrongBy(1 + 1e-5), MATRIX),
                Map.entry(PlantedOps.wrongSign(), MATRIX),
                Map.entry(PlantedOps.droppedTerm(), MATRIX),
                Map.entry(PlantedOps.wrongStride(), VECTOR),
                Map.entry(PlantedOps.wrongForOneElement(3), MATRIX),
                Map.entry(new PlantedOps.TransposedIndex(MATRIX), MATRIX));
    }

    @ParameterizedTest
    @MethodSource("plantedErrors")
    void aWrongGradientIsCaughtInFirstOrder(Map.Entry<Op, Tensor> planted) {
        Op op = planted.getKey();

        assertThatThrownBy(() -> assertGradientsMatch(x -> op.apply(x), planted.getValue()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("gradient check failed")
                .hasMessageContaining("\n  gradient of input 0")
                .hasMessageContaining("X the worst");
    }

    @Test
    void gradientsThatAreWrongOnlyAsFunctionsAreCaughtInSecondOrder() {
        for (Op op : new Op[] {PlantedOps.constantGradient(), PlantedOps.detachedUpstream()}) {
            assertGradientsMatch(GradCheck.DEFAULTS, in -> op.apply(in.get(0)), MATRIX);
            assertThatThrownBy(() -> assertGradientsMatch(x -> op.apply(x), MATRIX))
                    .isInstanceOf(AssertionFailedError.class)
                    .hasMessageContaining("second-order gradient of");
        }
    }

    @Test
    void theMapShowsWhichElementIsWrong() {
        assertThatThrownBy(() -> assertGradientsMatch(
                        x -> PlantedOps.wrongForOneElement(3).apply(x), MATRIX))
                .hasMessageEndingWith("\n  gradient of input 0, [2, 2]: . right, x wrong, X the worst\n  ..\n  .X");
    }

    @Test
    void aKinkIsNoPass() {
        assertThatThrownBy(() -> assertGradientsMatch(Tensor::relu, Tensor.of(new double[] {-1, 0, 2}, 3)))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("undecided at kinks")
                .hasMessageContaining("at [1]");
    }

    @Test
    void functionsOfOneOfTwoAndOfManyTensorsPass() {
        assertGradientsMatch(Tensor::exp, MATRIX);
        assertGradientsMatch(Tensor::matmul, MATRIX, MATRIX.add(1));
        assertGradientsMatch(in -> in.get(0).mul(in.get(1)).matmul(in.get(2)), MATRIX, MATRIX.add(1), MATRIX.exp());
    }

    @Test
    void aLayerIsCheckedByItsInputAndItsParameters() {
        Layer conv = new Conv2d(1, 2, ConvOptions.kernel(2).stride(2), DType.FLOAT64, new SplittableRandom(1));
        assertGradientsMatch(conv, VECTOR.reshape(1, 1, 2, 3));

        Layer wrong = new Layer() {
            private final Linear linear =
                    child("linear", new Linear(2, 2, true, DType.FLOAT64, new SplittableRandom(2)));

            @Override
            protected Tensor compute(Tensor x) {
                return linear.forward(x)
                        .add(linear.parameters().get("weight").detach().sum());
            }
        };
        assertThatThrownBy(() -> assertGradientsMatch(wrong, MATRIX))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("gradient of input 1 at");
        assertThat(wrong.parameters().keySet()).first().isEqualTo("linear.weight");
    }

    @Test
    void float32IsRefusedForItTellsNothing() {
        assertThatThrownBy(() -> assertGradientsMatch(Tensor::exp, MATRIX.to(DType.FLOAT32)))
                .isInstanceOf(DTypeException.class);
    }

    @Property(tries = 40)
    void gradientsOfRandomNetworksAreRight(@ForAll @NetworkOf(smooth = true) NetworkCase c) {
        assertGradientsMatch(c.network(), c.input());
    }
}
