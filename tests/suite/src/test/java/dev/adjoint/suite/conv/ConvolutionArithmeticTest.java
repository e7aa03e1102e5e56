package dev.adjoint.suite.conv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.NDArray;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Embed;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Slice;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;

/**
 * The fifteen relationships of V. Dumoulin and F. Visin, A guide to convolution arithmetic for deep learning, 2016, for
 * input size i, kernel size k, stride s, padding p, dilation d, and output size o; primes belong to the transposed
 * convolution. Relationships 8 to 14 also say which convolution over a stretched input equals the transposed one.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ConvolutionArithmeticTest {

    /** Relationship 1: s = 1, p = 0: o = (i - k) + 1. */
    @Property
    void relationship1NoPaddingUnitStrides(
            @ForAll @IntRange(min = 1, max = 12) int i, @ForAll @IntRange(min = 1, max = 5) int k) {
        Assume.that(k <= i);
        assertThat(convOutput(i, k, 1, 0, 1)).isEqualTo((i - k) + 1);
    }

    /** Relationship 2: s = 1: o = (i - k) + 2p + 1. */
    @Property
    void relationship2PaddingUnitStrides(
            @ForAll @IntRange(min = 1, max = 12) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(max = 4) int p) {
        Assume.that(k <= i + 2 * p);
        assertThat(convOutput(i, k, 1, p, 1)).isEqualTo((i - k) + 2 * p + 1);
    }

    /** Relationship 3: k = 2n + 1, s = 1, p = floor(k/2) = n: o = i + 2 floor(k/2) - (k - 1) = i. */
    @Property
    void relationship3HalfPadding(@ForAll @IntRange(min = 1, max = 12) int i, @ForAll @IntRange(max = 3) int n) {
        int k = 2 * n + 1;
        assertThat(convOutput(i, k, 1, n, 1))
                .isEqualTo(i + 2 * (k / 2) - (k - 1))
                .isEqualTo(i);
    }

    /** Relationship 4: s = 1, p = k - 1: o = i + 2(k - 1) - (k - 1) = i + (k - 1). */
    @Property
    void relationship4FullPadding(
            @ForAll @IntRange(min = 1, max = 12) int i, @ForAll @IntRange(min = 1, max = 5) int k) {
        assertThat(convOutput(i, k, 1, k - 1, 1)).isEqualTo(i + (k - 1));
    }

    /** Relationship 5: p = 0: o = floor((i - k) / s) + 1. */
    @Property
    void relationship5NoPaddingStrides(
            @ForAll @IntRange(min = 1, max = 12) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s) {
        Assume.that(k <= i);
        assertThat(convOutput(i, k, s, 0, 1)).isEqualTo(Math.floorDiv(i - k, s) + 1);
    }

    /** Relationship 6: o = floor((i + 2p - k) / s) + 1. */
    @Property
    void relationship6PaddingStrides(
            @ForAll @IntRange(min = 1, max = 12) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s,
            @ForAll @IntRange(max = 4) int p) {
        Assume.that(k <= i + 2 * p);
        assertThat(convOutput(i, k, s, p, 1)).isEqualTo(Math.floorDiv(i + 2 * p - k, s) + 1);
    }

    /** Relationship 7, for pooling: o = floor((i - k) / s) + 1. */
    @Property
    void relationship7Pooling(
            @ForAll @IntRange(min = 1, max = 12) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s) {
        Assume.that(k <= i);
        PoolOptions options = PoolOptions.kernel(k).stride(s);

        assertThat(Pool.max(numbers(1, 1, i), options).dim(2)).isEqualTo(Math.floorDiv(i - k, s) + 1);
        assertThat(Pool.average(numbers(1, 1, i), options).dim(2)).isEqualTo(Math.floorDiv(i - k, s) + 1);
    }

    /** Relationship 8: s = 1, p = 0: k' = k, s' = s, p' = k - 1, o' = i' + (k - 1). */
    @Property
    void relationship8NoPaddingUnitStridesTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i, @ForAll @IntRange(min = 1, max = 5) int k) {
        assertTransposed(i, k, 1, 0, 0, i + (k - 1), k - 1);
    }

    /** Relationship 9: s = 1: k' = k, s' = s, p' = k - p - 1, o' = i' + (k - 1) - 2p. */
    @Property
    void relationship9PaddingUnitStridesTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(max = 4) int p) {
        Assume.that(p < k && i + (k - 1) - 2 * p > 0);
        assertTransposed(i, k, 1, p, 0, i + (k - 1) - 2 * p, k - p - 1);
    }

    /** Relationship 10: k = 2n + 1, s = 1, p = floor(k/2) = n: k' = k, s' = s, p' = p, o' = i' + (k - 1) - 2p = i'. */
    @Property
    void relationship10HalfPaddingTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i, @ForAll @IntRange(max = 3) int n) {
        assertTransposed(i, 2 * n + 1, 1, n, 0, i, n);
    }

    /** Relationship 11: s = 1, p = k - 1: k' = k, s' = s, p' = 0, o' = i' + (k - 1) - 2p = i' - (k - 1). */
    @Property
    void relationship11FullPaddingTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i, @ForAll @IntRange(min = 1, max = 5) int k) {
        Assume.that(i > k - 1);
        assertTransposed(i, k, 1, k - 1, 0, i - (k - 1), 0);
    }

    /** Relationship 12: p = 0, i - k a multiple of s: k' = k, s' = 1, p' = k - 1, o' = s(i' - 1) + k. */
    @Property
    void relationship12NoPaddingStridesTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s) {
        assertTransposed(i, k, s, 0, 0, s * (i - 1) + k, k - 1);
    }

    /** Relationship 13: i + 2p - k a multiple of s: k' = k, s' = 1, p' = k - p - 1, o' = s(i' - 1) + k - 2p. */
    @Property
    void relationship13PaddingStridesTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s,
            @ForAll @IntRange(max = 4) int p) {
        Assume.that(p < k && s * (i - 1) + k - 2 * p > 0);
        assertTransposed(i, k, s, p, 0, s * (i - 1) + k - 2 * p, k - p - 1);
    }

    /** Relationship 14: a = (i + 2p - k) mod s: k' = k, s' = 1, p' = k - p - 1, o' = s(i' - 1) + a + k - 2p. */
    @Property
    void relationship14LeftOverTransposed(
            @ForAll @IntRange(min = 1, max = 8) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s,
            @ForAll @IntRange(max = 4) int p,
            @ForAll @IntRange(max = 3) int a) {
        Assume.that(p < k && a < s && s * (i - 1) + a + k - 2 * p > 0);
        assertTransposed(i, k, s, p, a, s * (i - 1) + a + k - 2 * p, k - p - 1);
    }

    /** Relationship 15: o = floor((i + 2p - k - (k - 1)(d - 1)) / s) + 1. */
    @Property
    void relationship15Dilation(
            @ForAll @IntRange(min = 1, max = 16) int i,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll @IntRange(min = 1, max = 4) int s,
            @ForAll @IntRange(max = 4) int p,
            @ForAll @IntRange(min = 1, max = 4) int d) {
        int room = i + 2 * p - k - (k - 1) * (d - 1);
        Assume.that(room >= 0);
        assertThat(convOutput(i, k, s, p, d)).isEqualTo(Math.floorDiv(room, s) + 1);
    }

    private static int convOutput(int i, int k, int s, int p, int d) {
        ConvOptions options = ConvOptions.kernel(k).stride(s).padding(p).dilation(d);
        return Conv.conv(numbers(1, 1, i), numbers(1, 1, k), options).dim(2);
    }

    /**
     * Checks the size of a transposed convolution, and that it equals a convolution with the flipped kernel, stride 1
     * and the given padding over an input with s - 1 zeros between neighbours and a zeros at the end.
     */
    private static void assertTransposed(int i, int k, int s, int p, int a, int size, int directPadding) {
        Tensor y = numbers(1, 1, i);
        Tensor w = numbers(1, 1, k);
        ConvOptions options = ConvOptions.kernel(k).stride(s).padding(p);

        Tensor transposed =
                Conv.convTranspose(y, w, TransposeOptions.of(options).outputPadding(a));

        Tensor stretched = new Embed(List.of(0, 0, 0), List.of(1, 1, s), Shape.of(1, 1, s * (i - 1) + 1 + a)).apply(y);
        Tensor direct =
                Conv.conv(stretched, Slice.flip(w, 2), ConvOptions.kernel(k).padding(directPadding));
        assertThat(transposed.dim(2)).isEqualTo(size);
        assertThat(transposed.value().toDoubleArray())
                .isEqualTo(direct.add(0).value().toDoubleArray());
    }

    /** Small integers, so that sums are exact. */
    private static Tensor numbers(int... dims) {
        Random random = new Random(Shape.of(dims).hashCode());
        double[] numbers =
                random.ints(Shape.of(dims).size(), 1, 9).asDoubleStream().toArray();
        return new Tensor(NDArray.wrap(Shape.of(dims), numbers));
    }
}
