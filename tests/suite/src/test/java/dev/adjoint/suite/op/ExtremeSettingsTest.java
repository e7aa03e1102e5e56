package dev.adjoint.suite.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.AdjointException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Models;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Embed;
import dev.adjoint.op.IndexAdd;
import dev.adjoint.op.IndexSelect;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.MatMul;
import dev.adjoint.op.Norms;
import dev.adjoint.op.Pad;
import dev.adjoint.op.PixelShuffle;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Put;
import dev.adjoint.op.Take;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings at the ends of their types, and empty inputs, for which random calls found failures of other kinds. */
class ExtremeSettingsTest {
    private static final int MAX = Integer.MAX_VALUE;
    private static final Tensor IMAGE = ones(1, 1, 4, 4);
    private static final Tensor LINE = ones(1, 1, 4);

    private static Tensor ones(int... dims) {
        return new Tensor(NDArray.full(DType.FLOAT32, Shape.of(dims), 1));
    }

    static Stream<Arguments> refused() {
        ConvOptions conv = ConvOptions.DEFAULTS;
        return Stream.of(
                call("a wide image", () -> Interpolate.linear(IMAGE, true, MAX, 1), "at most 1073741823 cells"),
                call("a large image", () -> Pool.adaptiveAverage(IMAGE, 65536, 65535), "[1, 65536, 65535]"),
                call("padding of all numbers", () -> pad(PaddingMode.REPLICATE, MAX, MAX), "at most 2147483647 cells"),
                call("padding of zeros", () -> pad(PaddingMode.ZEROS, MAX, MAX), "at most 2147483647 cells"),
                call("cropping of all numbers", () -> pad(PaddingMode.ZEROS, Integer.MIN_VALUE, 0), "leaves nothing"),
                call(
                        "a padded line",
                        () -> Conv.conv(
                                LINE, ones(1, 1, 2), conv.padding(1 << 30).stride(1 << 20)),
                        "at most 2147483647 cells along an axis, got 4 with padding 1073741824"),
                call(
                        "a padded image",
                        () -> Conv.conv(
                                IMAGE, ones(1, 1, 2, 2), conv.padding(1 << 20).stride(1 << 20)),
                        "[1, 1, 2097156, 2097156]"),
                call(
                        "padding of the same size",
                        () -> Conv.conv(
                                LINE, ones(1, 1, 3), conv.padding(Padding.SAME).dilation(MAX)),
                        "needs 4294967294"),
                call("a kernel of no cells", () -> Conv.conv(LINE, ones(1, 1, 0), conv), "at least one cell"),
                call(
                        "a pooling of no cells",
                        () -> Pool.max(ones(1, 1, 0), PoolOptions.kernel(2).padding(1)),
                        "at least one"),
                call("a shuffle", () -> PixelShuffle.unshuffle(ones(1, 2, 0, 0), 65536), "[65536, 65536]"),
                call(
                        "biases of no channels",
                        () -> Conv.conv(ones(1, 1, 3), ones(3, 1, 1), ones(1), ConvOptions.DEFAULTS),
                        "a bias of shape [3]"),
                call(
                        "running statistics of other channels",
                        () -> Norms.running(ones(3).value(), ones(2).value(), 0.1),
                        "shape [3], got [2]"),
                call("matrices", () -> new MatMul(true, false).apply(ones(1, 2, 3), ones(1, 3, 4)), "transposed"),
                call(
                        "an embedded line",
                        () -> new Embed(List.of(2), List.of(1), Shape.of(4)).apply(ones(3)),
                        "cells of [4] for those of [3]"),
                call("added entries", () -> new IndexAdd(0, IntArray.of(0, 5), 3).apply(ones(2)), "0 to 2, got 5"),
                call("entries without index", () -> new IndexAdd(0, IntArray.of(0), 3).apply(ones(2)), "got [2]"),
                call("picked entries", () -> new IndexSelect(0, IntArray.of(2)).apply(ones(2)), "0 to 1, got 2"),
                call("taken elements", () -> new Take(IntArray.of(2)).apply(ones(2)), "0 to 1, got 2"),
                call("put elements", () -> new Put(IntArray.of(4), Shape.of(4)).apply(ones(1)), "0 to 3, got 4"),
                call("elements without place", () -> new Put(IntArray.of(1), Shape.of(4)).apply(ones(2)), "got [2]"));
    }

    private static Arguments call(String what, ThrowingCallable call, String message) {
        return Arguments.of(what, call, message);
    }

    private static Tensor pad(PaddingMode mode, int before, int after) {
        return Pad.pad(LINE, mode, new int[] {0, 0, before}, new int[] {0, 0, after});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void areRefusedWithTheReason(String what, ThrowingCallable call, String message) {
        assertThatExceptionOfType(AdjointException.class).isThrownBy(call).withMessageContaining(message);
    }

    @Test
    void dilationAndStrideBeyondTheInputReachNothing() {
        PoolOptions far = PoolOptions.kernel(2).dilation(MAX).stride(MAX).ceilMode(true);
        assertThat(Conv.conv(
                                LINE,
                                ones(1, 1, 1),
                                ConvOptions.DEFAULTS.dilation(MAX).stride(MAX))
                        .shape())
                .isEqualTo(Shape.of(1, 1, 1));
        assertThat(Conv.conv(IMAGE, ones(1, 1, 2, 2), ConvOptions.DEFAULTS.stride(65536))
                        .value()
                        .toDoubleArray())
                .containsExactly(4);
        assertThat(Pool.max(LINE, far).item()).isEqualTo(1);
    }

    @Test
    void arraysThatDoNotFitTheHeapAreAnErrorThatNamesThem() {
        Tensor x = ones(1, 1, 1);
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> NDArray.zeros(DType.FLOAT64, Shape.of(1 << 15, 1 << 15)))
                .withMessageMatching("float64\\[32768, 32768]: expected arrays that fit into the heap, whose limit is"
                        + " \\d+ MiB; make them smaller or the heap larger with -Xmx");
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> x.expand(Shape.of(1 << 10, 1 << 10, 1 << 10)))
                .withMessageStartingWith("expand: float32[1024, 1024, 1024]: expected arrays that fit");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Shape.of(0, 1 << 16, 1 << 16).size(1, 3))
                .withMessageContaining("[65536, 65536]");
    }

    @Test
    void architectureThatAsksForMoreWeightsThanFitIsRefused() {
        String json = """
                {"type": "Linear", "settings": {"in_features": 32768, "out_features": 65535}}
                """;
        assertThatExceptionOfType(AdjointException.class)
                .isThrownBy(() -> Models.fromJson(json, new SplittableRandom(1)))
                .withMessageContaining("float32[65535, 32768]: expected arrays that fit into the heap");
    }
}
