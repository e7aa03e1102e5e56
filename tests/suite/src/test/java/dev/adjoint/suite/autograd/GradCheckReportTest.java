package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.GradCheckReport;
import dev.adjoint.GradCheckReport.Comparison;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Compare;
import dev.adjoint.op.Where;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a gradient check tells about its comparisons. */
class GradCheckReportTest {
    private static Tensor normal(int... shape) {
        return new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(shape), 0, 1, new Random(17)));
    }

    @Test
    void derivativesAreThoseByTheElementWhateverItsMagnitude() {
        List<Comparison> found = GradCheck.DEFAULTS
                .check(Tensor::sum, Tensor.of(new double[] {1, 1000, -5, 1e-3}, 4))
                .comparisons();

        double slope = found.get(0).analytic();
        assertThat(Math.abs(slope)).isBetween(0.5, 1.0);
        assertThat(found).hasSize(4).allSatisfy(comparison -> {
            assertThat(comparison.analytic()).isEqualTo(slope);
            assertThat(comparison.numeric()).isCloseTo(slope, within(1e-8));
            assertThat(comparison.left()).isCloseTo(slope, within(1e-8));
            assertThat(comparison.right()).isCloseTo(slope, within(1e-8));
            assertThat(comparison.tolerance()).isBetween(1e-9, 1e-6);
        });
    }

    @Test
    void elementsAreNamedByTheirIndices() {
        assertThat(GradCheck.DEFAULTS.check(Tensor::square, normal(2, 3)).comparisons())
                .extracting(Comparison::index)
                .containsExactly(
                        List.of(0, 0), List.of(0, 1), List.of(0, 2), List.of(1, 0), List.of(1, 1), List.of(1, 2));
    }

    @Test
    void valueThatJumpsIsUndecidedAndNotAnError() {
        GradCheckReport report = GradCheck.DEFAULTS.check(
                x -> Where.where(Compare.greater(x, 0), x.add(1), x), Tensor.of(new double[] {0, 1}, 2));

        assertThat(report.failures()).isEmpty();
        assertThat(report.kinks())
                .singleElement()
                .satisfies(kink -> assertThat(kink.index()).containsExactly(0));
    }

    @Test
    void firstFiveOfManyErrorsAreShown() {
        assertThat(wrong(5).toString().lines()).hasSize(6);
        assertThat(wrong(8).toString().lines()).hasSize(7).endsWith("  and 3 more");
    }

    private static GradCheckReport wrong(int elements) {
        return GradCheck.DEFAULTS.check(x -> PlantedOps.wrongSign().apply(x), normal(elements));
    }

    @Test
    void derivativesAlongDirectionsAndOfSecondOrderAreCalledSo() {
        assertThat(GradCheck.DEFAULTS
                        .directionsAbove(0, 1)
                        .check(x -> PlantedOps.wrongSign().apply(x), normal(3))
                        .toString())
                .contains("\n  gradient of input 0 along random direction 0: analytic ");
        assertThat(GradCheck.DEFAULTS
                        .order(2)
                        .check(x -> PlantedOps.constantGradient().apply(x), normal(1))
                        .toString())
                .contains("\n  second-order gradient of input 0 at [0]: analytic ");
    }
}
