package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.IntArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Concat;
import dev.adjoint.op.Embed;
import dev.adjoint.op.Expand;
import dev.adjoint.op.Gather;
import dev.adjoint.op.IndexAdd;
import dev.adjoint.op.IndexSelect;
import dev.adjoint.op.Lookup;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Permute;
import dev.adjoint.op.PixelShuffle;
import dev.adjoint.op.Put;
import dev.adjoint.op.Reshape;
import dev.adjoint.op.Slice;
import dev.adjoint.op.SumTo;
import dev.adjoint.op.Take;
import java.util.List;

/** Operations that move elements. All are linear, so a long step loses least to rounding. */
final class ShapeExamples {
    private static final IntArray PLACES = IntArray.of(Shape.of(2, 3), 5, 0, 5, 2, 1, 5);

    private ShapeExamples() {}

    static List<Example> all() {
        return List.of(
                        Example.of("reshape", x -> Reshape.reshape(x, 3, -1), spread(2, 3)),
                        Example.of("flatten", x -> Reshape.flatten(x, 1, 2), spread(2, 1, 2, 2)),
                        Example.of("squeeze", x -> Reshape.squeeze(x, 1), spread(2, 1, 2)),
                        Example.of("unsqueeze", x -> Reshape.unsqueeze(x, -1), spread(2, 2)),
                        Example.of("permute", x -> Permute.permute(x, 2, 0, 1), spread(2, 3, 2)),
                        Example.of("transpose", x -> Permute.transpose(x, 0, -1), spread(2, 3, 2)),
                        Example.of("expand", x -> Expand.expand(x, Shape.of(2, 3, 4)), spread(3, 1)),
                        Example.of("sum to", x -> SumTo.sumTo(x, Shape.of(3, 1)), spread(2, 3, 2)),
                        Example.of("slice", x -> Slice.slice(x, 1, 1, -1), spread(2, 4)),
                        Example.of("slice with step", x -> Slice.slice(x, 0, null, null, 2), spread(5, 2)),
                        Example.of("slice backwards", x -> Slice.slice(x, 0, -1, null, -3), spread(5, 2)),
                        Example.of("flip", x -> Slice.flip(x, 0, 2), spread(2, 2, 3)),
                        Example.of(
                                "embed",
                                x -> new Embed(List.of(1, 0), List.of(2, 1), Shape.of(5, 3)).apply(x),
                                spread(2, 3)),
                        Example.ofAll(
                                "concat",
                                in -> Concat.concat(1, in.get(0), in.get(1), in.get(0)),
                                spread(2, 1),
                                spread(2, 2)),
                        Example.of("stack", (a, b) -> Concat.stack(-1, a, b), spread(2, 2), spread(2, 2)),
                        Example.of(
                                "index select",
                                x -> IndexSelect.indexSelect(x, 1, IntArray.of(2, 0, 2)),
                                spread(2, 3, 2)),
                        Example.of("index add", x -> new IndexAdd(0, IntArray.of(2, 0, 2), 4).apply(x), spread(3, 2)),
                        Example.of("take", x -> new Take(PLACES).apply(x), spread(3, 2)),
                        Example.of("put", x -> new Put(PLACES, Shape.of(7)).apply(x), spread(2, 3)),
                        Example.of(
                                "gather",
                                x -> Gather.gather(x, 1, IntArray.of(Shape.of(2, 2), 2, 2, 0, 1)),
                                spread(2, 3)),
                        Example.of(
                                "embedding",
                                w -> Lookup.embedding(IntArray.of(Shape.of(2, 2), 0, 3, 3, 1), w, -1),
                                spread(4, 2)),
                        Example.of("pixel shuffle", x -> PixelShuffle.shuffle(x, 2), spread(1, 8, 1, 2)),
                        Example.of("pixel unshuffle", x -> PixelShuffle.unshuffle(x, 2), spread(1, 1, 4, 2)),
                        Example.of(
                                "pad with a number",
                                x -> Pad.constant(x, 3, new int[] {1, 0}, new int[] {0, 2}),
                                spread(2, 2)),
                        Example.of("crop", x -> Pad.constant(x, 0, new int[] {-1, 1}, new int[] {0, -1}), spread(3, 3)),
                        Example.of("pad with zeros", x -> pad(x, PaddingMode.ZEROS), spread(2, 3)),
                        Example.of("pad by reflection", x -> pad(x, PaddingMode.REFLECT), spread(2, 3)),
                        Example.of("pad by repetition", x -> pad(x, PaddingMode.REPLICATE), spread(2, 3)),
                        Example.of("pad circularly", x -> pad(x, PaddingMode.CIRCULAR), spread(2, 3)))
                .stream()
                .map(example -> example.checkedWith(check -> check.step(1)))
                .toList();
    }

    private static Tensor pad(Tensor x, PaddingMode mode) {
        return Pad.pad(x, mode, new int[] {1, 0}, new int[] {0, 2});
    }
}
