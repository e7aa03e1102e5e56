package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.Checkpoint;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.Parameter;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.SplitMix;
import dev.adjoint.Tensor;
import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.GlobalAvgPool;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Summary;
import dev.adjoint.nn.Tanh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final RandomGenerator random = new SplitMix(1);

    private static Optional<List<Long>> square(long size) {
        return Optional.of(List.of(size, size));
    }

    private static Summary.Row row(Summary summary, String path) {
        return summary.rows().stream()
                .filter(row -> row.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** LeCun et al., Gradient-based learning applied to document recognition, 1998, with full connections. */
    private Sequential leNet() {
        return new Sequential(
                new Conv2d(1, 6, kernel(5).padding(2), random),
                new Tanh(),
                new MaxPool2d(2),
                new Conv2d(6, 16, kernel(5), random),
                new Tanh(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(400, 120, random),
                new Tanh(),
                new Linear(120, 84, random),
                new Tanh(),
                new Linear(84, 10, random));
    }

    @Test
    void leNetHasTheNumbersComputedByHand() {
        Summary summary = Summary.of(leNet(), Shape.of(1, 1, 28, 28));
        assertThat(summary.rows())
                .extracting(Summary.Row::parameters)
                .containsExactly(156L, 0L, 0L, 2416L, 0L, 0L, 0L, 48120L, 0L, 10164L, 0L, 850L);
        assertThat(summary.rows())
                .extracting(Summary.Row::multiplyAdds)
                .containsExactly(
                        28 * 28 * 6 * 25L, 0L, 0L, 10 * 10 * 16 * 6 * 25L, 0L, 0L, 0L, 48000L, 0L, 10080L, 0L, 840L);
        Optional<List<Long>> none = Optional.empty();
        assertThat(summary.rows())
                .extracting(Summary.Row::receptiveField)
                .containsExactly(
                        square(5),
                        square(5),
                        square(6),
                        square(14),
                        square(14),
                        square(16),
                        none,
                        none,
                        none,
                        none,
                        none,
                        none);
        assertThat(summary.rows().get(3))
                .isEqualTo(new Summary.Row(
                        "3",
                        "Conv2d",
                        Optional.of(Shape.of(1, 16, 10, 10)),
                        2416,
                        0,
                        240_000,
                        square(14),
                        4 * 2416,
                        4 * 1600));
        assertThat(summary.parameters()).isEqualTo(61_706);
        assertThat(summary.multiplyAdds()).isEqualTo(416_520);
        assertThat(summary.parameterBytes()).isEqualTo(4 * 61_706);
        // Flatten is a view of what it flattens.
        assertThat(summary.activationBytes())
                .isEqualTo(4 * (2 * 6 * 784 + 6 * 196 + 2 * 1600 + 400 + 2 * 120 + 2 * 84 + 10));
    }

    private Layer block(int in, int out, int stride) {
        Sequential body = new Sequential(
                new Conv2d(in, out, kernel(3).stride(stride).padding(1).bias(false), random),
                new BatchNorm2d(out),
                new Relu(),
                new Conv2d(out, out, kernel(3).padding(1).bias(false), random),
                new BatchNorm2d(out));
        Layer sum = stride == 1
                ? new Residual(body)
                : new Residual(
                        body,
                        new Sequential(
                                new Conv2d(in, out, kernel(1).stride(stride).bias(false), random),
                                new BatchNorm2d(out)));
        return new Sequential(sum, new Relu());
    }

    /** Figures known from PyTorch's resnet18: 11,689,512 parameters and 1,814,073,344 multiply-adds. */
    @Test
    void resNet18HasItsKnownNumbers() {
        Sequential model = new Sequential(
                new Conv2d(3, 64, kernel(7).stride(2).padding(3).bias(false), random),
                new BatchNorm2d(64),
                new Relu(),
                new MaxPool2d(PoolOptions.kernel(3).stride(2).padding(1)),
                block(64, 64, 1),
                block(64, 64, 1),
                block(64, 128, 2),
                block(128, 128, 1),
                block(128, 256, 2),
                block(256, 256, 1),
                block(256, 512, 2),
                block(512, 512, 1),
                new GlobalAvgPool(2),
                new Flatten(),
                new Linear(512, 1000, random));
        Summary summary = Summary.of(model, Shape.of(1, 3, 224, 224));
        assertThat(summary.parameters()).isEqualTo(11_689_512);
        assertThat(summary.multiplyAdds()).isEqualTo(1_814_073_344);
        assertThat(row(summary, "0").receptiveField()).isEqualTo(square(7));
        assertThat(row(summary, "3").receptiveField()).isEqualTo(square(11));
        assertThat(row(summary, "4.0").receptiveField()).isEqualTo(square(27));
        assertThat(row(summary, "5.0").receptiveField()).isEqualTo(square(43));
        assertThat(row(summary, "11.0").receptiveField()).isEqualTo(square(435));
        assertThat(row(summary, "11.0").kind()).isEqualTo("Residual");
        assertThat(row(summary, "11.0").output()).contains(Shape.of(1, 512, 7, 7));
        assertThat(row(summary, "12").receptiveField()).isEqualTo(square(435 + 6 * 32));
    }

    @Test
    void groupsBatchAndStrideCount() {
        Summary summary = Summary.of(
                new Conv2d(4, 8, kernel(3, 5).stride(2, 1).padding(1, 2).groups(4), random), Shape.of(3, 4, 9, 7));
        assertThat(summary.rows()).hasSize(1);
        Summary.Row row = summary.rows().get(0);
        assertThat(row.path()).isEmpty();
        assertThat(row.output()).contains(Shape.of(3, 8, 5, 7));
        assertThat(row.parameters()).isEqualTo(8 * 15 + 8);
        assertThat(row.multiplyAdds()).isEqualTo(3 * 8 * 35 * 15L);
        assertThat(row.receptiveField()).contains(List.of(3L, 5L));
    }

    @Test
    void dilationWidensTheReceptiveFieldAlongItsAxis() {
        Sequential model = new Sequential(
                new Conv1d(1, 1, kernel(3).dilation(4), random),
                new Conv1d(1, 1, kernel(2).stride(3), random));
        Summary summary = Summary.of(model, Shape.of(1, 1, 40));
        assertThat(row(summary, "0").receptiveField()).contains(List.of(9L));
        assertThat(row(summary, "1").receptiveField()).contains(List.of(10L));
    }

    @Test
    void receptiveFieldIsUndefinedWhereAllCellsMixOrWindowsAreUneven() {
        Layer even = new AdaptiveAvgPool2d(4);
        Layer uneven = new AdaptiveAvgPool2d(3);
        Summary summary = Summary.of(new Sequential(even, uneven), Shape.of(1, 2, 8, 8));
        assertThat(row(summary, "0").receptiveField()).isEqualTo(square(2));
        assertThat(row(summary, "1").receptiveField()).isEmpty();
        Summary norm = Summary.of(
                new Sequential(new GroupNorm(1, 2), new Conv2d(2, 2, kernel(3), random)), Shape.of(1, 2, 8, 8));
        assertThat(row(norm, "1").receptiveField()).isEmpty();
    }

    /** What each path sees is shifted: three cells to the left, and one to the right. */
    @Test
    void receptiveFieldOfASumIsWhatEitherPartSees() {
        Layer left = new Conv1d(1, 1, kernel(4).padding(Padding.sides(new int[] {3}, new int[] {0})), random);
        Layer right = new Conv1d(1, 1, kernel(2).padding(Padding.sides(new int[] {0}, new int[] {1})), random);
        Summary summary = Summary.of(new Residual(left, right), Shape.of(1, 1, 20));
        assertThat(row(summary, "body").receptiveField()).contains(List.of(4L));
        assertThat(row(summary, "shortcut").receptiveField()).contains(List.of(2L));
        assertThat(row(summary, "").receptiveField()).contains(List.of(5L));
    }

    private static final class Shared extends Layer {
        private final Layer inner;
        private final Parameter scale = parameter("scale", NDArray.full(DType.FLOAT64, Shape.of(1), 2));
        private final Layer unused = child("unused", new Linear(2, 2, true, DType.FLOAT64, new SplitMix(1)));

        Shared() {
            inner = child("inner", new Linear(3, 3, true, DType.FLOAT64, new SplitMix(1)));
        }

        @Override
        protected Tensor compute(Tensor x) {
            return inner.forward(inner.forward(x)).mul(scale);
        }
    }

    @Test
    void layerCalledTwiceComputesTwiceAndOneNeverCalledIsListed() {
        Summary summary = Summary.of(new Shared(), Shape.of(5, 3));
        assertThat(row(summary, "inner").parameters()).isEqualTo(12);
        assertThat(row(summary, "inner").multiplyAdds()).isEqualTo(2 * 5 * 9L);
        assertThat(row(summary, "inner").activationBytes()).isEqualTo(2 * 15 * 8L);
        assertThat(row(summary, "").parameters()).isEqualTo(1);
        assertThat(row(summary, "").multiplyAdds()).isZero();
        assertThat(row(summary, "unused").output()).isEmpty();
        assertThat(row(summary, "unused").parameters()).isEqualTo(6);
        assertThat(summary.parameters()).isEqualTo(19);
    }

    private static final class Recomputed extends Layer {
        private final Layer inner = child("inner", new Linear(3, 2, new SplitMix(1)));

        @Override
        protected Tensor compute(Tensor x) {
            return Checkpoint.of(inner::forward, x);
        }
    }

    @Test
    void partsThatAreComputedAgainOnTheWayBackCountOnce() {
        Summary summary = Summary.of(new Recomputed(), Shape.of(4, 3));
        assertThat(row(summary, "inner").multiplyAdds()).isEqualTo(24);
        assertThat(summary.multiplyAdds()).isEqualTo(24);
    }

    @Test
    void modelIsTheSameAfterwards() {
        Sequential model =
                new Sequential(new Conv2d(1, 2, kernel(3), random), new BatchNorm2d(2), new Dropout(0.5, random));
        Map<String, NDArray> before = model.state();
        Summary first = Summary.of(model, Shape.of(2, 1, 5, 5));
        assertThat(model.isTraining()).isTrue();
        model.state()
                .forEach((path, value) ->
                        assertThat(value.sameBits(before.get(path))).as(path).isTrue());
        assertThat(Summary.of(model, Shape.of(2, 1, 5, 5))).isEqualTo(first);
    }

    @Test
    void inputThatDoesNotFitIsAnErrorThatNamesTheLayer() {
        Sequential model = leNet();
        assertThatThrownBy(() -> Summary.of(model, Shape.of(1, 1, 32, 32)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("7: Linear: ");
        assertThat(Summary.of(model, Shape.of(1, 1, 28, 28)).rows()).hasSize(12);
    }

    @Test
    void tableShowsAllColumnsAndTotals() {
        Sequential model = new Sequential(new Conv2d(1, 100, kernel(3), random), new Flatten());
        model.freeze();
        assertThat(Summary.of(model, Shape.of(1, 1, 8, 8))).hasToString("""
                layer  kind     output          parameters  frozen  multiply-adds  receptive field  weights  activations
                0      Conv2d   [1, 100, 6, 6]       1,000   1,000         32,400              3x3  3.9 KiB     14.1 KiB
                1      Flatten  [1, 3600]                0       0              0                -  0.0 KiB      0.0 KiB
                total                                1,000   1,000         32,400                   3.9 KiB     14.1 KiB""");
    }

    @Test
    void frozenPartsAreShownAndCounted() {
        Sequential model = leNet();
        model.block("3").freeze();
        Summary summary = model.summary(1, 28, 28);
        assertThat(summary.input()).isEqualTo(Shape.of(1, 1, 28, 28));
        assertThat(row(summary, "3").frozen()).isEqualTo(2416);
        assertThat(row(summary, "7").frozen()).isZero();
        assertThat(summary.frozen()).isEqualTo(2416);
        model.block("3").unfreeze();
        assertThat(model.summary(1, 28, 28).frozen()).isZero();
    }

    @Test
    void partsKeepTheirOwnModes() {
        Sequential model = leNet();
        model.block("4").eval();
        model.summary(1, 28, 28);
        assertThat(model.isTraining()).isTrue();
        assertThat(model.block("4").isTraining()).isFalse();
        assertThat(model.block("5").isTraining()).isTrue();
    }
}
