package dev.adjoint.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;

/** Every way to compute matrix products against the definition, on every kind of operand, exactly. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BackendTest {
    private static final ProductsF64 NAIVE = NaiveBackend::multiply;
    private static final ProductsF32 NAIVE_F32 = NaiveBackend::multiply;

    private final Random random = new Random(3);

    @Property
    void denseProductsEqualTheDefinition(
            @ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(max = 40) int k,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll boolean transposeA,
            @ForAll boolean transposeB,
            @ForAll @IntRange(max = 3) int gap,
            @ForAll boolean accumulate) {
        DenseF64 a = dense(m, k, transposeA, gap);
        DenseF64 b = dense(k, n, transposeB, gap / 2);

        assertProduct(a, b, gap, accumulate);
        assertProductOfFloats(narrow(a), narrow(b), gap, accumulate);
    }

    @Property(tries = 10)
    void productsOfSeveralBlocksEqualTheDefinition(
            @ForAll @IntRange(min = 1, max = 250) int m,
            @ForAll @IntRange(min = 1, max = 450) int k,
            @ForAll @IntRange(min = 1, max = 350) int n,
            @ForAll boolean transposeA,
            @ForAll boolean transposeB,
            @ForAll boolean accumulate) {
        DenseF64 a = dense(m, k, transposeA, 1);
        DenseF64 b = dense(k, n, transposeB, 2);

        assertProduct(a, b, 3, accumulate);
        assertProductOfFloats(narrow(a), narrow(b), 3, accumulate);
    }

    @Property
    void productsWithPatchesEqualTheDefinition(
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 2) int images,
            @ForAll @IntRange(min = 1, max = 6) int outputs,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(max = 2) int padding,
            @ForAll boolean accumulate) {
        Axis axis = Axis.of(6, kernel, stride, dilation, padding, 1);
        ConvGeometry geometry = ConvGeometry.of(channels, outputs, 1, axis, axis);
        double[] cells = numbers(3 + images * channels * geometry.inputCells());
        PatchesF64 patches = new PatchesF64(geometry, cells, 3, channels, images, false);
        PatchesF64 windows = new PatchesF64(geometry, cells, 3, channels, images, true);
        DenseF64 weight = dense(outputs, patches.rows(), false, 2);
        DenseF64 gradient = dense(outputs, windows.rows(), false, 1);

        assertProduct(weight, patches, 2, accumulate);
        assertProduct(gradient, windows, 0, accumulate);
        assertProduct(planes(outputs, images, geometry.outputCells()), windows, 1, accumulate);
        assertProduct(weight, new BlockF64(patches, 0, 1, patches.rows(), patches.columns() - 1), 1, accumulate);
        assertConvolution(weight, patches, planes(outputs, images, geometry.outputCells()));
        assertTransposed(patches, windows);
    }

    /** The product of each image's patches, written among other channels, is that of the patches of all images. */
    private void assertConvolution(MatrixF64 weight, PatchesF64 patches, PlanesF64 y) {
        int n = patches.columns();
        double[] expected = new double[weight.rows() * n];
        NAIVE.multiply(weight, patches, expected, 0, n, false);
        double[] before = y.data().clone();
        for (Backend backend : EachBackend.all()) {
            System.arraycopy(before, 0, y.data(), 0, before.length);
            backend.f64().products().multiply(weight, patches, y);
            double[] result = new double[expected.length];
            y.copy(0, 0, weight.rows(), n, result, 0, n);
            assertThat(result).as(backend.name()).containsExactly(expected, within(0.0));
        }
    }

    /** A patch matrix and its transpose, each copied in blocks, hold the same numbers. */
    private static void assertTransposed(PatchesF64 patches, PatchesF64 windows) {
        int rows = patches.rows();
        int columns = patches.columns();
        double[] whole = new double[rows * columns];
        patches.copy(0, 0, rows, columns, whole, 0, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double[] one = {Double.NaN, Double.NaN};
                patches.copy(r, c, 1, 1, one, 0, 1);
                windows.copy(c, r, 1, 1, one, 1, 1);
                assertThat(one).containsExactly(whole[r * columns + c], whole[r * columns + c]);
            }
        }
    }

    private void assertProduct(MatrixF64 a, MatrixF64 b, int gap, boolean accumulate) {
        int stride = b.columns() + gap;
        double[] before = numbers(gap + a.rows() * stride);
        double[] expected = before.clone();
        NAIVE.multiply(a, b, expected, gap, stride, accumulate);
        for (Backend backend : EachBackend.all()) {
            double[] c = before.clone();
            backend.f64().products().multiply(a, b, c, gap, stride, accumulate);
            assertThat(c).as(backend.name()).containsExactly(expected, within(0.0));
        }
    }

    private void assertProductOfFloats(MatrixF32 a, MatrixF32 b, int gap, boolean accumulate) {
        int stride = b.columns() + gap;
        float[] before = narrow(numbers(gap + a.rows() * stride));
        float[] expected = before.clone();
        NAIVE_F32.multiply(a, b, expected, gap, stride, accumulate);
        for (Backend backend : EachBackend.all()) {
            float[] c = before.clone();
            backend.f32().products().multiply(a, b, c, gap, stride, accumulate);
            assertThat(c).as(backend.name()).containsExactly(expected, within(0f));
        }
    }

    /** A matrix that begins after {@code gap} other numbers and has as many between its rows. */
    private DenseF64 dense(int rows, int columns, boolean transposed, int gap) {
        int lines = transposed ? columns : rows;
        int stride = (transposed ? rows : columns) + gap;
        return new DenseF64(numbers(gap + lines * stride), gap, stride, rows, columns, transposed);
    }

    /** Channels of images between which other channels stand. */
    private PlanesF64 planes(int channels, int images, int cells) {
        int stride = (channels + 2) * cells;
        return new PlanesF64(numbers(5 + images * stride), 5, stride, images, channels, cells);
    }

    private static DenseF32 narrow(DenseF64 a) {
        return new DenseF32(narrow(a.data()), a.offset(), a.stride(), a.rows(), a.columns(), a.transposed());
    }

    private static float[] narrow(double[] numbers) {
        float[] result = new float[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) numbers[i];
        }
        return result;
    }

    /** Small integers, so that sums are exact in any order. */
    private double[] numbers(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> random.nextInt(17) - 8);
        return numbers;
    }
}
