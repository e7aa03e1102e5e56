package dev.adjoint.suite.nn;

import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.Checkpoint;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.InstanceNorm1d;
import dev.adjoint.nn.NormOptions;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Reductions;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NormsTest {
    private static final Tolerance ROUNDING = new Tolerance(0, 1e-9);

    private static final NormOptions DOUBLE = NormOptions.BATCH.dtype(DType.FLOAT64);

    private static Tensor normal(DType dtype, long seed, double mean, double deviation, int... shape) {
        return new Tensor(NDArray.normal(dtype, Shape.of(shape), mean, deviation, new SplittableRandom(seed)));
    }

    @Property(tries = 50)
    void batchNormGivesEachChannelMeanZeroAndVarianceOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int samples,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 0, max = 3) int spatialAxes,
            @ForAll @IntRange(min = -100, max = 100) int mean) {
        int[] dims = IntStream.range(0, spatialAxes + 2)
                .map(i -> i == 0 ? samples : i == 1 ? channels : i)
                .toArray();
        Tensor y = Norms.batchNorm(normal(DType.FLOAT64, seed, mean, 3, dims), null, null, 0)
                .output();
        int[] others = IntStream.range(0, dims.length).filter(i -> i != 1).toArray();
        Tensor means = Reductions.mean(y, false, others);
        assertClose(means, means.mul(0), ROUNDING);
        assertClose(Reductions.var(y, 0, false, others), means.mul(0).add(1), ROUNDING);
    }

    @Property(tries = 50)
    void layerNormIgnoresShiftAndScaleOfASample(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int scale) {
        Tensor x = normal(DType.FLOAT64, seed, 0, 1, 3, 8);
        Tensor y = Norms.layerNorm(x, Shape.of(8), null, null, 0);
        Tensor moved = Norms.layerNorm(x.mul(scale).add(17), Shape.of(8), null, null, 0);
        assertClose(moved, y, ROUNDING);
    }

    @Property(tries = 30)
    void groupNormLiesBetweenInstanceNormAndLayerNorm(@ForAll long seed) {
        Tensor x = normal(DType.FLOAT64, seed, 1, 2, 2, 4, 3, 2);
        Tensor instance = Norms.instanceNorm(x, null, null, 1e-5).output();
        Tensor layer = Norms.layerNorm(x, Shape.of(4, 3, 2), null, null, 1e-5);
        assertClose(Norms.groupNorm(x, 4, null, null, 1e-5), instance, ROUNDING);
        assertClose(Norms.groupNorm(x, 1, null, null, 1e-5), layer, ROUNDING);
    }

    @Test
    void smallDeviationsSurviveALargeMeanInSinglePrecision() {
        Tensor x = normal(DType.FLOAT32, 1, 1000, 1, 64, 1, 16, 16);
        Tensor y = Norms.batchNorm(x, null, null, 1e-5).output();
        assertThat(y.to(DType.FLOAT64).mean().item()).isCloseTo(0, within(1e-4));
        assertThat(y.to(DType.FLOAT64).var().item()).isCloseTo(1, within(1e-4));
    }

    @Test
    void runningStatisticsFollowTheBatchesAndServeInEvaluation() {
        BatchNorm2d norm = new BatchNorm2d(1, DOUBLE.momentum(0.25));
        Tensor x = Tensor.of(new double[] {1, 2, 3, 6}, 2, 1, 1, 2);
        norm.forward(x);
        double mean = 0.25 * 3;
        double variance = 0.75 + 0.25 * (4 + 1 + 0 + 9) / 3;
        assertThat(buffer(norm, "running_mean")).isCloseTo(mean, within(1e-15));
        assertThat(buffer(norm, "running_var")).isCloseTo(variance, within(1e-15));
        assertThat(buffer(norm, "num_batches_tracked")).isEqualTo(1);
        norm.eval();
        Tensor y = norm.forward(x);
        for (int i = 0; i < 4; i++) {
            assertThat(y.value().at(i)).isCloseTo((x.value().at(i) - mean) / Math.sqrt(variance + 1e-5), within(1e-12));
        }
        assertThat(buffer(norm, "num_batches_tracked")).isEqualTo(1);
    }

    @Test
    void plainAverageWeighsAllBatchesAlike() {
        BatchNorm2d norm = new BatchNorm2d(1, DOUBLE.plainAverage());
        for (double level : new double[] {1, 2, 6}) {
            norm.forward(Tensor.of(new double[] {level - 1, level + 1}, 1, 1, 1, 2));
        }
        assertThat(buffer(norm, "running_mean")).isCloseTo(3, within(1e-12));
    }

    @Test
    void withoutRunningStatisticsEvaluationUsesTheBatch() {
        BatchNorm2d norm = new BatchNorm2d(1, DOUBLE.runningStatistics(false));
        Tensor x = normal(DType.FLOAT64, 1, 5, 1, 2, 1, 2, 2);
        Tensor training = norm.forward(x);
        norm.eval();
        assertThat(norm.forward(x).value().sameBits(training.value())).isTrue();
        assertThat(norm.buffers()).isEmpty();
    }

    @Test
    void instanceNormKeepsTheAverageOfItsInstances() {
        InstanceNorm1d norm = new InstanceNorm1d(1, DOUBLE.momentum(1));
        norm.forward(Tensor.of(new double[] {0, 2, 10, 16}, 2, 1, 2));
        assertThat(buffer(norm, "running_mean")).isCloseTo(7, within(1e-12));
        assertThat(buffer(norm, "running_var")).isCloseTo((2 + 18) / 2.0, within(1e-12));
    }

    @Test
    void refusedBatchLeavesRunningStatisticsAlone() {
        BatchNorm2d norm = new BatchNorm2d(1, DOUBLE);
        assertThatThrownBy(() -> norm.forward(normal(DType.FLOAT64, 1, 0, 1, 1, 1, 1, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("more than one value for each channel");
        assertThat(buffer(norm, "num_batches_tracked")).isZero();
    }

    @Test
    void checkpointRecordsABatchOnce() {
        BatchNorm2d norm = new BatchNorm2d(1, DOUBLE);
        try (Tape tape = Tape.record()) {
            Tensor y = Checkpoint.of(norm::forward, normal(DType.FLOAT64, 1, 0, 1, 2, 1, 2, 2));
            tape.backward(y.square().sum());
        }
        assertThat(norm.parameters().get("weight").grad()).isNotNull();
        assertThat(buffer(norm, "num_batches_tracked")).isEqualTo(1);
    }

    @Test
    void shapesThatDoNotFitAreErrors() {
        Tensor x = normal(DType.FLOAT64, 1, 0, 1, 2, 4, 3);
        Tensor three = normal(DType.FLOAT64, 1, 0, 1, 3);
        assertThatThrownBy(() -> Norms.batchNorm(x, three, null, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected shape [4], got [3]");
        assertThatThrownBy(() -> Norms.layerNorm(x, Shape.of(3), three, x, 1e-5))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("bias: expected shape [3], got [2, 4, 3]");
        assertThatThrownBy(() -> Norms.groupNorm(x, 3, null, null, 1e-5)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Norms.batchNorm(three, null, null, 1e-5)).isInstanceOf(ShapeException.class);
    }

    private static double buffer(dev.adjoint.nn.Block module, String name) {
        return module.buffers().get(name).value().item();
    }
}
