package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.AdjointException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.op.Activations;
import dev.adjoint.op.Concat;
import dev.adjoint.op.Conv;
import dev.adjoint.op.DeformConv;
import dev.adjoint.op.Einsum;
import dev.adjoint.op.Lookup;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Pad;
import dev.adjoint.op.PixelShuffle;
import dev.adjoint.op.Slice;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole message for arguments just outside the permitted range. Arguments just inside are accepted. */
class RefusalsTest {
    private static Tensor zeros(int... dims) {
        return new Tensor(NDArray.zeros(DType.FLOAT64, Shape.of(dims)));
    }

    private static Arguments refusal(String message, ThrowingCallable call) {
        return Arguments.of(message, call);
    }

    private static Tensor padded(PaddingMode mode, int n, int before, int after) {
        return Pad.pad(zeros(n), mode, new int[] {before}, new int[] {after});
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                refusal("reshape: [6] with 6 elements cannot become [-1, -1]", () -> zeros(6).reshape(-1, -1)),
                refusal("reshape: [0] with 0 elements cannot become [0, -1]", () -> zeros(0).reshape(0, -1)),
                refusal("reshape: [0] with 0 elements cannot become [-1, 0]", () -> zeros(0).reshape(-1, 0)),
                refusal("unsqueeze: expected an axis from -2 to 1, got 2", () -> zeros(6).unsqueeze(2)),
                refusal("unsqueeze: expected an axis from -2 to 1, got -3", () -> zeros(6).unsqueeze(-3)),
                refusal(
                        "slice: expected cells of [3] for those of [2], got starts [2] and steps [1]",
                        () -> new Slice(List.of(2), List.of(1), Shape.of(2)).apply(zeros(3))),
                refusal(
                        "slice: expected cells of [2] for those of [2], got starts [0] and steps [2]",
                        () -> new Slice(List.of(0), List.of(2), Shape.of(2)).apply(zeros(2))),
                refusal(
                        "slice: expected cells of [2] for those of [2], got starts [2] and steps [-1]",
                        () -> new Slice(List.of(2), List.of(-1), Shape.of(2)).apply(zeros(2))),
                refusal("stack: expected at least one tensor, got none", () -> Concat.stack(0)),
                refusal(
                        "concat: expected at most 2147483647 cells along axis 1, got 2147483648 in 2 inputs, the first of"
                                + " shape [0, 1073741824]",
                        () -> Concat.concat(1, zeros(0, 1 << 30), zeros(0, 1 << 30))),
                refusal(
                        "mat_mul: shape [1, 65536, 65536]: expected at most 2147483639 elements, the limit of a Java array",
                        () -> zeros(65536, 1).matmul(zeros(1, 65536))),
                refusal(
                        "add: shape [65536, 65536]: expected at most 2147483639 elements, the limit of a Java array",
                        () -> zeros(65536, 1).add(zeros(1, 65536))),
                refusal(
                        "pad: expected amounts for each axis of [2], got 0 and 1",
                        () -> Pad.constant(zeros(2), 0, new int[0], new int[1])),
                refusal(
                        "pad: cropping 2 and 3 leaves nothing of axis 0 of [4]",
                        () -> Pad.constant(zeros(4), 0, new int[] {-2}, new int[] {-3})),
                refusal(
                        "pad: mode REFLECT fills at most 2 cells on a side of an axis of 3, got 3 and 0",
                        () -> padded(PaddingMode.REFLECT, 3, 3, 0)),
                refusal(
                        "pad: mode CIRCULAR fills at most 2 cells on a side of an axis of 4, got -2 and 3",
                        () -> padded(PaddingMode.CIRCULAR, 4, -2, 3)),
                refusal(
                        "pad: mode CIRCULAR fills at most 2 cells on a side of an axis of 4, got 3 and -2",
                        () -> padded(PaddingMode.CIRCULAR, 4, 3, -2)),
                refusal(
                        "pad: mode REPLICATE fills at most 2147483647 cells on a side of an axis of 2, got -1 and -1",
                        () -> padded(PaddingMode.REPLICATE, 2, -1, -1)));
    }

    static Stream<Arguments> equations() {
        return Stream.of(
                letterRefusal('@'),
                letterRefusal('['),
                letterRefusal('`'),
                letterRefusal('{'),
                refusal(
                        "einsum: 'ij' in 'ij->i' names 2 axes, operand 0 has shape [3]",
                        () -> Einsum.einsum("ij->i", vector(1, 2, 3))),
                refusal(
                        "einsum: 'ij...' in 'ij...->i' names at least 2 axes, operand 0 has shape [3]",
                        () -> Einsum.einsum("ij...->i", vector(1, 2, 3))),
                refusal(
                        "einsum: output label 'a' of '->a' is in no operand",
                        () -> Einsum.einsum("->a", Tensor.scalar(DType.FLOAT64, 1))),
                refusal(
                        "einsum: output label 'i' of 'i->ii' comes twice",
                        () -> Einsum.einsum("i->ii", vector(1, 2, 3))));
    }

    private static Arguments letterRefusal(char c) {
        return refusal(
                "einsum: expected letters, commas, one '...' an operand and one '->', got '" + c + "' in '" + c + "->'",
                () -> Einsum.einsum(c + "->", vector(1, 2, 3)));
    }

    static Stream<Arguments> layers() {
        Tensor x = zeros(1, 2, 4);
        String two = "one number a channel: expected shape [2], got [3]";
        return Stream.of(
                refusal("expected [N, C, spatial...], got [2]", () -> Norms.groupNorm(zeros(2), 1, null, null, 0)),
                refusal(two, () -> Norms.withStatistics(x, zeros(3), zeros(2), null, null, 0)),
                refusal(two, () -> Norms.withStatistics(x, zeros(2), zeros(3), null, null, 0)),
                refusal(two, () -> Norms.withStatistics(x, zeros(2), zeros(2), zeros(3), null, 0)),
                refusal(two, () -> Norms.withStatistics(x, zeros(2), zeros(2), null, zeros(3), 0)),
                refusal(two, () -> Norms.instanceNorm(x, zeros(3), null, 0)),
                refusal(two, () -> Norms.groupNorm(x, 1, zeros(3), null, 0)),
                refusal(two, () -> Norms.groupNorm(x, 1, null, zeros(3), 0)),
                refusal(
                        "weight: expected shape [4], got [1]",
                        () -> Norms.layerNorm(x, Shape.of(4), zeros(1), null, 0)),
                refusal("bias: expected shape [4], got [1]", () -> Norms.layerNorm(x, Shape.of(4), null, zeros(1), 0)),
                refusal(
                        "prelu: expected a weight of shape [1] or, for each channel of axis 1 of [3], one number, got [3]",
                        () -> Activations.prelu(zeros(3), zeros(3))),
                refusal(
                        "conv1d: expected a bias of shape [2], one number for each channel of the output, got [3]",
                        () -> Conv.conv(x, zeros(2, 2, 1), zeros(3), ConvOptions.DEFAULTS)),
                refusal(
                        "conv_transpose1d: expected a bias of shape [1], one number for each channel of the output,"
                                + " got [3]",
                        () -> Conv.convTranspose(
                                x, zeros(2, 1, 2), zeros(3), TransposeOptions.of(ConvOptions.DEFAULTS))),
                refusal(
                        "linear: expected an input [..., in], a weight [out, in] and a bias [out], got [2, 3], [4, 3]"
                                + " and [3]",
                        () -> zeros(2, 3).linear(zeros(4, 3), zeros(3))),
                refusal(
                        "linear: expected an input [..., in], a weight [out, in] and a bias [out], got [], [4, 3]",
                        () -> zeros().linear(zeros(4, 3), null)),
                refusal(
                        "conv_transpose1d: expected a weight with the kernel [3] of the options, got weight [2, 1, 2]",
                        () -> Conv.convTranspose(x, zeros(2, 1, 2), TransposeOptions.of(ConvOptions.kernel(3)))),
                refusal(
                        "deformable convolution: expected a weight with the kernel [3] of the options, got weight [1, 1, 2, 2]",
                        () -> DeformConv.conv(
                                zeros(1, 1, 4, 4), zeros(1, 1, 2, 2), zeros(1, 8, 3, 3), null, ConvOptions.kernel(3))),
                refusal(
                        "pixel_shuffle: expected a multiple of 2^2 channels along axis -3, got [2, 1, 1]",
                        () -> PixelShuffle.shuffle(zeros(2, 1, 1), 2)),
                refusal(
                        "pixel_shuffle: expected an input [..., channels, height, width], got [4, 1]",
                        () -> PixelShuffle.shuffle(zeros(4, 1), 2)),
                refusal(
                        "embedding: expected a padding index from 0 to 2, or -1 for none, got 3",
                        () -> Lookup.embedding(IntArray.of(0), zeros(3, 1), 3)),
                refusal(
                        "embedding: expected a padding index from 0 to 2, or -1 for none, got -2",
                        () -> Lookup.embedding(IntArray.of(0), zeros(3, 1), -2)),
                refusal("bernoulli: expected a probability from 0 to 1, got -0.1", () -> bernoulli(-0.1)),
                refusal("bernoulli: expected a probability from 0 to 1, got 1.1", () -> bernoulli(1.1)));
    }

    private static Tensor bernoulli(double probability) {
        return Tensor.bernoulli(DType.FLOAT64, probability, new SplittableRandom(1), 3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"shapes", "equations", "layers"})
    void argumentsThatDoNotFitAreAnsweredByWhatWasExpected(String message, ThrowingCallable call) {
        assertThatExceptionOfType(AdjointException.class).isThrownBy(call).withMessage(message);
    }

    @Test
    void firstAndLastLettersOfBothCasesAreLabels() {
        for (String letter : List.of("a", "z", "A", "Z")) {
            assertThat(Einsum.einsum(letter + "->", vector(1, 2, 3)).item()).isEqualTo(6);
        }
    }

    @Test
    void asManyCellsAsThereAreCanBeFilled() {
        assertThat(padded(PaddingMode.REFLECT, 3, 2, 2).shape()).isEqualTo(Shape.of(7));
        assertThat(padded(PaddingMode.CIRCULAR, 4, -2, 2).shape()).isEqualTo(Shape.of(4));
        assertThat(padded(PaddingMode.REPLICATE, 2, -1, 0).shape()).isEqualTo(Shape.of(1));
    }

    @Test
    void certainAndImpossibleOnesCanBeDrawn() {
        assertThat(bernoulli(0).value().toDoubleArray()).containsExactly(0, 0, 0);
        assertThat(bernoulli(1).value().toDoubleArray()).containsExactly(1, 1, 1);
    }

    @Test
    void firstRowOfATableMayBePadding() {
        Tensor picked = Lookup.embedding(IntArray.of(0, 1), zeros(2, 3), 0);

        assertThat(picked.shape()).isEqualTo(Shape.of(2, 3));
    }
}
