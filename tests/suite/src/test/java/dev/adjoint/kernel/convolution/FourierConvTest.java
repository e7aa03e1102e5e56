package dev.adjoint.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Shape;
import dev.adjoint.backend.NaiveBackend;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The products of a convolution by Fourier transforms, and where they are chosen. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class FourierConvTest {

    private final Random random = new Random(7);

    @Property(tries = 200)
    void transformsEqualProductsWithPatches(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 1, max = 2) int groups,
            @ForAll @IntRange(min = 1, max = 3) int inputs,
            @ForAll @IntRange(min = 1, max = 3) int outputs,
            @ForAll @IntRange(min = 1, max = 9) int kernel,
            @ForAll @IntRange(min = 1, max = 4) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation,
            @ForAll @IntRange(max = 4) int before,
            @ForAll @IntRange(max = 4) int after,
            @ForAll @IntRange(max = 3) int more) {
        int size = Math.max(1, dilation * (kernel - 1) + 1 - before - after) + more;
        Axis width = Axis.of(size, kernel, stride, dilation, before, after);
        Axis height = Axis.of(5, 2, 1, 1, after % 2, 1);
        assertSame(ConvGeometry.of(inputs * groups, outputs * groups, groups, height, width), batch);
        assertSame(ConvGeometry.of(inputs * groups, outputs * groups, groups, width), batch);
    }

    private void assertSame(ConvGeometry g, int batch) {
        FourierConvF64 transforms = new FourierConvF64(g, batch);
        PatchConvF64 patches = new PatchConvF64(g, batch, NaiveBackend::multiply);
        double[] x = numbers(g.inputShape(batch));
        double[] w = numbers(g.weightShape());
        double[] dy = numbers(g.outputShape(batch));
        assertSame(dy.length, y -> transforms.forward(x, w, y), y -> patches.forward(x, w, y));
        assertSame(x.length, dx -> transforms.inputGradient(dy, w, dx), dx -> patches.inputGradient(dy, w, dx));
        assertSame(w.length, dw -> transforms.filterGradient(x, dy, dw), dw -> patches.filterGradient(x, dy, dw));
    }

    private static void assertSame(int size, Consumer<double[]> one, Consumer<double[]> other) {
        double[] actual = new double[size];
        double[] expected = new double[size];
        one.accept(actual);
        other.accept(expected);
        assertThat(actual).containsExactly(expected, within(1e-11));
    }

    private double[] numbers(Shape shape) {
        double[] numbers = new double[shape.size()];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }

    /** 56 x 56 cells, a kernel of its own for each of 32 channels. */
    @Test
    void largeDepthwiseKernelsAreTransformedAndSmallOnesAreNot() {
        assertThat(FourierConvF64.pays(depthwise(31), 4, 1.5)).isTrue();
        assertThat(FourierConvF64.pays(depthwise(15), 4, 1.5)).isFalse();
        assertThat(FourierConvF64.pays(depthwise(3), 4, 1.5)).isFalse();
    }

    @Test
    void fasterProductsPutTransformsOff() {
        assertThat(FourierConvF64.pays(depthwise(31), 4, 24)).isFalse();
        assertThat(FourierConvF64.pays(line(4096), 4, 24)).isTrue();
        assertThat(FourierConvF64.pays(line(256), 4, 24)).isFalse();
        assertThat(FourierConvF64.pays(line(256), 4, 1.5)).isTrue();
    }

    private static ConvGeometry depthwise(int kernel) {
        Axis axis = Axis.of(56, kernel, 1, 1, kernel / 2, kernel / 2);
        return ConvGeometry.of(32, 32, 32, axis, axis);
    }

    private static ConvGeometry line(int taps) {
        return ConvGeometry.of(4, 8, 1, Axis.of(8192, taps, 1, 1, taps / 2, taps / 2));
    }
}
