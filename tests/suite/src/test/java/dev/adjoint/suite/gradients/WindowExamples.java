package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.ConvOptions;
import dev.adjoint.IntArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import dev.adjoint.op.Conv;
import dev.adjoint.op.DeformConv;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Unfold;
import java.util.List;

/** Sliding windows: convolutions, poolings and functions of patches. */
final class WindowExamples {
    private static final ConvOptions PLAIN = ConvOptions.DEFAULTS;
    private static final ConvOptions STRIDED = PLAIN.stride(2, 1).padding(1).dilation(1, 2);

    private WindowExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("conv 1-d", (x, w) -> Conv.conv(x, w, PLAIN), spread(2, 2, 4), spread(2, 2, 2)),
                Example.of(
                        "conv 2-d, left-over rows",
                        (x, w) -> Conv.conv(x, w, STRIDED),
                        spread(1, 2, 4, 4),
                        spread(2, 2, 3, 2)),
                Example.of(
                        "conv 3-d",
                        (x, w) -> Conv.conv(x, w, PLAIN.padding(1).stride(2)),
                        spread(1, 1, 3, 2, 3),
                        spread(2, 1, 2, 2, 2)),
                Example.of(
                        "conv in groups",
                        (x, w) -> Conv.conv(x, w, PLAIN.groups(2)),
                        spread(1, 4, 3, 3),
                        spread(4, 2, 2, 2)),
                Example.of(
                        "depthwise conv",
                        (x, w) -> Conv.conv(x, w, PLAIN.groups(2).padding(1)),
                        spread(1, 2, 3, 3),
                        spread(4, 1, 2, 2)),
                Example.of("pointwise conv", (x, w) -> Conv.conv(x, w, PLAIN), spread(2, 3, 2, 2), spread(2, 3, 1, 1)),
                Example.ofAll(
                        "conv with bias",
                        in -> Conv.addBias(Conv.conv(in.get(0), in.get(1), PLAIN), in.get(2)),
                        spread(2, 1, 4),
                        spread(2, 1, 3),
                        spread(2)),
                Example.of(
                        "conv, same size at stride 2",
                        (x, w) -> Conv.conv(x, w, PLAIN.padding(Padding.SAME).stride(2)),
                        spread(1, 1, 5),
                        spread(1, 1, 4)),
                Example.of(
                        "conv, reflected padding",
                        (x, w) -> Conv.conv(x, w, PLAIN.padding(1).mode(PaddingMode.REFLECT)),
                        spread(1, 1, 3, 3),
                        spread(1, 1, 3, 3)),
                Example.of(
                        "conv, circular padding",
                        (x, w) -> Conv.conv(x, w, PLAIN.padding(2).mode(PaddingMode.CIRCULAR)),
                        spread(1, 1, 4),
                        spread(1, 1, 3)),
                Example.of(
                        "flipped conv",
                        (x, w) -> Conv.flippedConv(x, w, PLAIN),
                        spread(1, 1, 3, 4),
                        spread(1, 1, 2, 3)),
                Example.of(
                        "transposed conv 1-d",
                        (y, w) -> Conv.convTranspose(
                                y, w, transpose(PLAIN.stride(2)).outputPadding(1)),
                        spread(1, 2, 3),
                        spread(2, 2, 3)),
                Example.of(
                        "transposed conv 2-d in groups",
                        (y, w) -> Conv.convTranspose(
                                y, w, transpose(PLAIN.stride(2).padding(1).groups(2))),
                        spread(1, 2, 2, 3),
                        spread(2, 2, 3, 3)),
                Example.of(
                        "transposed conv 3-d",
                        (y, w) -> Conv.convTranspose(y, w, transpose(PLAIN.dilation(2))),
                        spread(1, 1, 2, 1, 2),
                        spread(1, 1, 2, 2, 2)),
                Example.of(
                        "filter gradient",
                        (x, dy) -> Conv.filterGradient(x, dy, Shape.of(2, 1, 2), PLAIN.stride(2)),
                        spread(2, 1, 5),
                        spread(2, 2, 2)),
                Example.of(
                        "max pool",
                        x -> Pool.max(x, PoolOptions.kernel(2).stride(1).padding(1)),
                        spread(1, 2, 3, 3)),
                Example.of(
                        "max pool, dilated",
                        x -> Pool.max(x, PoolOptions.kernel(2).dilation(2).stride(1)),
                        spread(1, 1, 4, 4)),
                Example.of(
                        "max pool 3-d", x -> Pool.max(x, PoolOptions.kernel(2).ceilMode(true)), spread(1, 1, 3, 2, 3)),
                Example.of("adaptive max pool", x -> Pool.adaptiveMax(x, 2), spread(1, 2, 5)),
                Example.of("global max pool", Pool::globalMax, spread(1, 2, 2, 3)),
                Example.of(
                        "average pool",
                        x -> Pool.average(x, PoolOptions.kernel(3).stride(2).padding(1)),
                        spread(1, 1, 4, 4)),
                Example.of(
                        "average pool of real cells",
                        x -> Pool.average(
                                x,
                                PoolOptions.kernel(2)
                                        .padding(1)
                                        .countIncludePad(false)
                                        .ceilMode(true)),
                        spread(2, 1, 4)),
                Example.of(
                        "average pool with divisor",
                        x -> Pool.average(x, PoolOptions.kernel(2).divisor(3)),
                        spread(1, 1, 2, 2, 2)),
                Example.of("adaptive average pool", x -> Pool.adaptiveAverage(x, 2, 3), spread(1, 1, 5, 4)),
                Example.of("global average pool", Pool::globalAverage, spread(2, 2, 3)),
                Example.of("power-mean pool", x -> Pool.lp(x, 3, PoolOptions.kernel(2)), positive(1, 1, 4, 4)),
                Example.of(
                        "max unpool",
                        y -> Pool.maxUnpool(y, IntArray.of(Shape.of(1, 1, 3), 1, 2, 5), 6),
                        spread(1, 1, 3)),
                Example.of(
                        "unfold",
                        x -> Unfold.unfold(x, ConvOptions.kernel(2).stride(2, 1).padding(1)),
                        spread(1, 2, 3, 3)),
                Example.of(
                        "unfold, reflected padding",
                        x -> Unfold.unfold(x, ConvOptions.kernel(3).padding(1).mode(PaddingMode.REFLECT)),
                        spread(1, 1, 4)),
                Example.of(
                        "fold",
                        y -> Unfold.fold(
                                y, new int[] {3, 4}, ConvOptions.kernel(2).padding(0, 1)),
                        spread(1, 4, 10)),
                Example.ofAll(
                        "deformable conv",
                        in -> DeformConv.conv(in.get(0), in.get(1), in.get(2), PLAIN.padding(1)),
                        spread(1, 1, 2, 3),
                        spread(2, 1, 2, 2),
                        spread(1, 8, 3, 4)),
                Example.ofAll(
                        "deformable conv with a mask, in groups",
                        in -> DeformConv.conv(
                                in.get(0),
                                in.get(1),
                                in.get(2),
                                in.get(3),
                                PLAIN.groups(2).stride(2)),
                        spread(1, 2, 3, 3),
                        spread(2, 1, 2, 1),
                        spread(1, 8, 1, 2),
                        spread(1, 4, 1, 2)),
                Example.of("nearest neighbour", x -> Interpolate.nearest(x, 5, 2), spread(1, 1, 3, 4)),
                Example.of("nearest neighbour by a factor", x -> Interpolate.nearestScaled(x, 1.7), spread(1, 2, 3)),
                Example.of("linear interpolation", x -> Interpolate.linear(x, true, 5, 2), spread(1, 1, 3, 3)),
                Example.of(
                        "linear interpolation by a factor",
                        x -> Interpolate.linearScaled(x, false, 2, 1.5, 1),
                        spread(1, 1, 2, 2, 2)));
    }

    private static TransposeOptions transpose(ConvOptions conv) {
        return TransposeOptions.of(conv);
    }
}
