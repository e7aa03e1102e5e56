package dev.adjoint.suite.windows;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static dev.adjoint.jqwik.AdjointAssertions.assertClose;
import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.Tolerance;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Unfold;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UnfoldTest {
    @Property
    void weightTimesColumnsIsTheConvolution(@ForAll @ConvOf(maxGroups = 1, maxDilation = 3) ConvCase c) {
        Tensor weight = c.weight();
        Tensor columns = Unfold.unfold(c.input(), c.options());
        Tensor y = weight.reshape(weight.dim(0), -1).matmul(columns);

        assertClose(y.reshape(c.outputShape()), Conv.conv(c.input(), weight, c.options()), Tolerance.EXACT);
    }

    @Property
    void foldIsTheAdjointOfUnfold(@ForAll @ConvOf(maxGroups = 1, maxDilation = 3) ConvCase c) {
        assertAdjoint(
                x -> Unfold.unfold(x, c.options()), columns -> Unfold.fold(columns, size(c), c.options()), c.input());
    }

    @Property
    void eachIsTheGradientOfTheOther(@ForAll @ConvOf(maxGroups = 1, maxDilation = 3) ConvCase c) {
        Tensor x = c.input();
        try (Tape tape = Tape.record()) {
            Tensor columns = Unfold.unfold(x, c.options());
            Tensor g = new Tensor(NDArray.uniform(DType.FLOAT64, columns.shape(), -1, 1, c.random()));
            Tensor image = Unfold.fold(g, size(c), c.options());

            Tensor dx = tape.from(columns).seed(g).keep().gradients(x).get(0);
            Tensor dg = tape.from(image).seed(x).gradients(g).get(0);

            assertThat(dx.value().sameBits(image.value())).isTrue();
            assertThat(dg.value().sameBits(columns.value())).isTrue();
        }
    }

    private static int[] size(ConvCase c) {
        return Arrays.copyOfRange(c.inputShape().dims(), 2, c.inputShape().rank());
    }

    @Example
    void rowsAreChannelsAndKernelCellsAndColumnsAreWindows() {
        Tensor x = Tensor.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 3, 3);

        Tensor columns = Unfold.unfold(x, ConvOptions.kernel(2));

        assertThat(columns.shape()).isEqualTo(Shape.of(1, 4, 4));
        assertThat(columns.value().doubles()).containsExactly(0, 1, 3, 4, 1, 2, 4, 5, 3, 4, 6, 7, 4, 5, 7, 8);
        assertThat(Unfold.fold(columns, new int[] {3, 3}, ConvOptions.kernel(2))
                        .to(DType.FLOAT64)
                        .value()
                        .doubles())
                .containsExactly(0, 2, 2, 6, 16, 10, 6, 14, 8);
        assertThat(Unfold.unfold(x.to(DType.FLOAT32), ConvOptions.kernel(2))
                        .value()
                        .toDoubleArray())
                .containsExactly(columns.value().doubles());
    }

    @Example
    void paddingModesFillTheColumnsToo() {
        Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 1, 1, 4);
        ConvOptions options = ConvOptions.kernel(3).padding(1).stride(3).mode(PaddingMode.REFLECT);

        assertThat(Unfold.unfold(x, options).value().doubles()).containsExactly(2, 3, 1, 4, 2, 3);
    }

    @Example
    void gradientsOfSecondOrderAreRight() {
        ConvOptions options = ConvOptions.kernel(2, 3).stride(2, 1).padding(1).dilation(1, 2);
        Tensor x = Uniform.tensor(3, Shape.of(1, 2, 4, 5));
        Tensor columns = Uniform.tensor(4, Unfold.unfold(x, options).shape());

        assertGradientsMatch(v -> Unfold.unfold(v, options).square(), x);
        assertGradientsMatch(v -> Unfold.fold(v, new int[] {4, 5}, options).square(), columns);
    }

    @Example
    void foldNamesColumnsThatDoNotFit() {
        Tensor columns = Uniform.tensor(1, Shape.of(1, 8, 5));

        assertThatThrownBy(() -> Unfold.fold(columns, new int[] {3, 3}, ConvOptions.kernel(2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expected 4 columns")
                .hasMessageContaining("[1, 8, 5]");
        assertThatThrownBy(() -> Unfold.fold(columns, new int[] {3, 3}, ConvOptions.kernel(3)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[N, C * 9, L]");
    }

    @Example
    void unfoldNeedsAKernelAndTakesNoGroups() {
        Tensor x = Uniform.tensor(1, Shape.of(1, 2, 5));

        assertThatThrownBy(() -> Unfold.unfold(x, ConvOptions.DEFAULTS)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Unfold.unfold(x, ConvOptions.kernel(2).groups(2)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("2 groups");
    }

    @Example
    void columnsTooLargeForAnArrayAreRefusedBeforeAnyMemoryIsTaken() {
        Tensor x = Tensor.of(new float[1 << 20], 1, 1, 1 << 20);

        assertThatThrownBy(() -> Unfold.unfold(x, ConvOptions.kernel(4096).padding(2048)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("Java array");
    }
}
