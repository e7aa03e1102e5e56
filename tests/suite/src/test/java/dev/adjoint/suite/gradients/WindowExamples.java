package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.ConvOptions;
import dev.adjoint.IntArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.ResizeOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import java.util.List;

/** Sliding windows: convolutions, poolings and functions of patches. */
final class WindowExamples {
    private static final ConvOptions PLAIN = ConvOptions.DEFAULTS;
    private static final ConvOptions STRIDED = PLAIN.stride(2, 1).padding(1).dilation(1, 2);

    private WindowExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("conv 1-d", (x, w) -> x.conv(w, PLAIN), spread(2, 2, 4), spread(2, 2, 2)),
                Example.of(
                        "conv 2-d, left-over rows",
                        (x, w) -> x.conv(w, STRIDED),
                        spread(1, 2, 4, 4),
                        spread(2, 2, 3, 2)),
                Example.of(
                        "conv 3-d",
                        (x, w) -> x.conv(w, PLAIN.padding(1).stride(2)),
                        spread(1, 1, 3, 2, 3),
                        spread(2, 1, 2, 2, 2)),
                Example.of(
                        "conv in groups", (x, w) -> x.conv(w, PLAIN.groups(2)), spread(1, 4, 3, 3), spread(4, 2, 2, 2)),
                Example.of(
                        "depthwise conv",
                        (x, w) -> x.conv(w, PLAIN.groups(2).padding(1)),
                        spread(1, 2, 3, 3),
                        spread(4, 1, 2, 2)),
                Example.of("pointwise conv", (x, w) -> x.conv(w, PLAIN), spread(2, 3, 2, 2), spread(2, 3, 1, 1)),
                Example.ofAll(
                        "transposed conv with bias",
                        in -> in.get(0).convTranspose(in.get(1), in.get(2), transpose(PLAIN.stride(2))),
                        spread(2, 2, 2, 2),
                        spread(2, 3, 2, 1),
                        spread(3)),
                Example.ofAll(
                        "conv with bias",
                        in -> in.get(0).conv(in.get(1), in.get(2), PLAIN),
                        spread(2, 1, 4),
                        spread(2, 1, 3),
                        spread(2)),
                Example.of(
                        "conv, same size at stride 2",
                        (x, w) -> x.conv(w, PLAIN.padding(Padding.SAME).stride(2)),
                        spread(1, 1, 5),
                        spread(1, 1, 4)),
                Example.of(
                        "conv, reflected padding",
                        (x, w) -> x.conv(w, PLAIN.padding(1).mode(PaddingMode.REFLECT)),
                        spread(1, 1, 3, 3),
                        spread(1, 1, 3, 3)),
                Example.of(
                        "conv, circular padding",
                        (x, w) -> x.conv(w, PLAIN.padding(2).mode(PaddingMode.CIRCULAR)),
                        spread(1, 1, 4),
                        spread(1, 1, 3)),
                Example.of("flipped conv", (x, w) -> x.flippedConv(w, PLAIN), spread(1, 1, 3, 4), spread(1, 1, 2, 3)),
                Example.of(
                        "transposed conv 1-d",
                        (y, w) -> y.convTranspose(w, transpose(PLAIN.stride(2)).outputPadding(1)),
                        spread(1, 2, 3),
                        spread(2, 2, 3)),
                Example.of(
                        "transposed conv 2-d in groups",
                        (y, w) -> y.convTranspose(
                                w, transpose(PLAIN.stride(2).padding(1).groups(2))),
                        spread(1, 2, 2, 3),
                        spread(2, 2, 3, 3)),
                Example.of(
                        "transposed conv 3-d",
                        (y, w) -> y.convTranspose(w, transpose(PLAIN.dilation(2))),
                        spread(1, 1, 2, 1, 2),
                        spread(1, 1, 2, 2, 2)),
                Example.of("conv with a plain kernel", (x, w) -> x.conv(w), spread(2, 1, 3, 3), spread(2, 2)),
                Example.of("conv of one sample", (x, w) -> x.conv(w, PLAIN.padding(1)), spread(2, 3), spread(2, 2, 2)),
                Example.of(
                        "transposed conv with a plain kernel",
                        (x, w) -> x.convTranspose(w),
                        spread(1, 1, 3),
                        spread(2)),
                Example.ofAll(
                        "transposed conv with bias",
                        in -> in.get(0).convTranspose(in.get(1), in.get(2), transpose(PLAIN.stride(2))),
                        spread(2, 1, 2),
                        spread(1, 2, 3),
                        spread(2)),
                Example.of(
                        "filter gradient",
                        (x, dy) -> x.filterGradient(dy, Shape.of(2, 1, 2), PLAIN.stride(2)),
                        spread(2, 1, 5),
                        spread(2, 2, 2)),
                Example.of(
                        "max pool",
                        x -> x.maxPool(PoolOptions.kernel(2).stride(1).padding(1)),
                        spread(1, 2, 3, 3)),
                Example.of(
                        "max pool, dilated",
                        x -> x.maxPool(PoolOptions.kernel(2).dilation(2).stride(1)),
                        spread(1, 1, 4, 4)),
                Example.of("max pool 3-d", x -> x.maxPool(PoolOptions.kernel(2).ceilMode(true)), spread(1, 1, 3, 2, 3)),
                Example.of("adaptive max pool", x -> x.adaptiveMaxPool(Shape.of(2)), spread(1, 2, 5)),
                Example.of("global max pool", Tensor::globalMaxPool, spread(1, 2, 2, 3)),
                Example.of("max pool of one image", x -> x.maxPool(2, 2), spread(2, 4, 4)),
                Example.of("adaptive max pool of images", x -> x.adaptiveMaxPool(2), spread(1, 1, 3, 3)),
                Example.of("global max pool of one signal", x -> x.globalMaxPool(1), spread(2, 3)),
                Example.of("global average pool of images", x -> x.globalAvgPool(), spread(1, 2, 2, 2)),
                Example.of("adaptive average pool of signals", x -> x.adaptiveAvgPool(Shape.of(2)), spread(2, 1, 3)),
                Example.of("average pool of images", x -> x.avgPool(2), spread(1, 1, 2, 4)),
                Example.of(
                        "average pool",
                        x -> x.avgPool(PoolOptions.kernel(3).stride(2).padding(1)),
                        spread(1, 1, 4, 4)),
                Example.of(
                        "average pool of real cells",
                        x -> x.avgPool(PoolOptions.kernel(2)
                                .axes(1)
                                .padding(1)
                                .countIncludePad(false)
                                .ceilMode(true)),
                        spread(2, 1, 4)),
                Example.of(
                        "average pool with divisor",
                        x -> x.avgPool(PoolOptions.kernel(2).divisor(3)),
                        spread(1, 1, 2, 2, 2)),
                Example.of("adaptive average pool", x -> x.adaptiveAvgPool(2, 3), spread(1, 1, 5, 4)),
                Example.of("global average pool", x -> x.globalAvgPool(1), spread(2, 2, 3)),
                Example.of("power-mean pool", x -> x.lpPool(3, PoolOptions.kernel(2)), positive(1, 1, 4, 4)),
                Example.of("max unpool", y -> y.maxUnpool(IntArray.of(Shape.of(1, 1, 3), 1, 2, 5), 6), spread(1, 1, 3)),
                Example.of(
                        "unfold",
                        x -> x.unfold(ConvOptions.kernel(2).stride(2, 1).padding(1)),
                        spread(1, 2, 3, 3)),
                Example.of(
                        "unfold, reflected padding",
                        x -> x.unfold(1, ConvOptions.kernel(3).padding(1).mode(PaddingMode.REFLECT)),
                        spread(1, 1, 4)),
                Example.of(
                        "fold",
                        y -> y.fold(Shape.of(3, 4), ConvOptions.kernel(2).padding(0, 1)),
                        spread(1, 4, 10)),
                Example.ofAll(
                        "deformable conv",
                        in -> in.get(0).deformConv(in.get(1), in.get(2), PLAIN.padding(1)),
                        spread(1, 1, 2, 3),
                        spread(2, 1, 2, 2),
                        spread(1, 8, 3, 4)),
                Example.ofAll(
                        "deformable conv with a mask, in groups",
                        in -> in.get(0)
                                .deformConv(
                                        in.get(1),
                                        in.get(2),
                                        in.get(3),
                                        PLAIN.groups(2).stride(2)),
                        spread(1, 2, 3, 3),
                        spread(2, 1, 2, 1),
                        spread(1, 8, 1, 2),
                        spread(1, 4, 1, 2)),
                Example.of("upsampling", x -> x.upsample(2), spread(1, 1, 2, 2)),
                Example.of("nearest neighbour", x -> x.interpolate(ResizeOptions.to(5, 2)), spread(1, 1, 3, 4)),
                Example.of(
                        "nearest neighbour by a factor",
                        x -> x.interpolate(ResizeOptions.by(1.7).axes(1)),
                        spread(1, 2, 3)),
                Example.of(
                        "linear interpolation",
                        x -> x.interpolate(ResizeOptions.to(5, 2).linear(true)),
                        spread(1, 1, 3, 3)),
                Example.of(
                        "linear interpolation by a factor",
                        x -> x.interpolate(ResizeOptions.by(2, 1.5, 1).linear(false)),
                        spread(1, 1, 2, 2, 2)));
    }

    private static TransposeOptions transpose(ConvOptions conv) {
        return TransposeOptions.of(conv);
    }
}
