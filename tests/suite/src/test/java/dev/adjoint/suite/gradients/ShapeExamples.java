package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Embed;
import java.util.List;

/** Operations that move elements. All are linear, so a long step loses least to rounding. */
final class ShapeExamples {
    private static final IntArray PLACES = IntArray.of(Shape.of(2, 3), 5, 0, 5, 2, 1, 5);

    private static final BoolArray MASK = BoolArray.of(Shape.of(2, 3), true, false, true, false, false, true);

    private ShapeExamples() {}

    static List<Example> all() {
        return List.of(
                        Example.of("reshape", x -> x.reshape(3, -1), spread(2, 3)),
                        Example.of("flatten", x -> x.flatten(1, 2), spread(2, 1, 2, 2)),
                        Example.of("squeeze", x -> x.squeeze(1), spread(2, 1, 2)),
                        Example.of("unsqueeze", x -> x.unsqueeze(-1), spread(2, 2)),
                        Example.of("permute", x -> x.permute(2, 0, 1), spread(2, 3, 2)),
                        Example.of("transpose", x -> x.transpose(0, -1), spread(2, 3, 2)),
                        Example.of("expand", x -> x.expand(Shape.of(2, 3, 4)), spread(3, 1)),
                        Example.of("sum to", x -> x.sumTo(Shape.of(3, 1)), spread(2, 3, 2)),
                        Example.of("slice", x -> x.slice(1, 1, -1), spread(2, 4)),
                        Example.of("slice with step", x -> x.slice("::2"), spread(5, 2)),
                        Example.of("slice backwards", x -> x.slice("-1::-3"), spread(5, 2)),
                        Example.of("flip", x -> x.flip(0, 2), spread(2, 2, 3)),
                        Example.of(
                                "embed",
                                x -> new Embed(List.of(1, 0), List.of(2, 1), Shape.of(5, 3)).apply(x),
                                spread(2, 3)),
                        Example.ofAll(
                                "concat",
                                in -> Tensor.concat(1, in.get(0), in.get(1), in.get(0)),
                                spread(2, 1),
                                spread(2, 2)),
                        Example.of("stack", (a, b) -> Tensor.stack(-1, a, b), spread(2, 2), spread(2, 2)),
                        Example.of("index select", x -> x.indexSelect(1, IntArray.of(2, 0, 2)), spread(2, 3, 2)),
                        Example.of("index add", x -> x.indexAdd(0, IntArray.of(2, 0, 2), 4), spread(3, 2)),
                        Example.of("take", x -> x.take(PLACES), spread(3, 2)),
                        Example.of("put", x -> x.put(PLACES, Shape.of(7)), spread(2, 3)),
                        Example.of("gather", x -> x.gather(1, IntArray.of(Shape.of(2, 2), 2, 2, 0, 1)), spread(2, 3)),
                        Example.of(
                                "embedding", w -> w.embedding(IntArray.of(Shape.of(2, 2), 0, 3, 3, 1)), spread(4, 2)),
                        Example.of("embedding with padding", w -> w.embedding(IntArray.of(0, 2), 1), spread(4, 2)),
                        Example.of("reshape to a shape", x -> x.reshape(Shape.of(6)), spread(2, 3)),
                        Example.of("flatten the rest", x -> x.flatten(1), spread(2, 2, 2)),
                        Example.of("as a batch", Tensor::unbatched, spread(2, 3)),
                        Example.of("roll", x -> x.roll(1, 2), spread(2, 3)),
                        Example.of("split", x -> x.split(0, 1, 0, 3).get(2), spread(4, 2)),
                        Example.of("chunk", x -> x.chunk(1, 2).get(0), spread(2, 3)),
                        Example.of("slice of several axes", x -> x.slice("::2, 1, -1::-2"), spread(3, 2, 4)),
                        Example.of("slice by bounds and step", x -> x.slice(1, 3, 0, -2), spread(2, 4)),
                        Example.of("element", x -> x.get(1, -1), spread(2, 3)),
                        Example.of("part", x -> x.get(1), spread(2, 3)),
                        Example.of("selection by a mask", x -> x.select(MASK), spread(2, 3)),
                        Example.of("choice from another", (a, b) -> a.where(MASK, b), spread(2, 3), spread(2, 3)),
                        Example.of("choice from a number", x -> x.where(MASK, 7), spread(2, 3)),
                        Example.of("stack along a first axis", (a, b) -> Tensor.stack(a, b), spread(3), spread(3)),
                        Example.of("sorted", x -> x.sort(0).values(), spread(4, 2)),
                        Example.of("sorted along the last axis", x -> x.sort().values(), spread(2, 3)),
                        Example.of("largest", x -> x.topk(2, 0).values(), spread(4, 2)),
                        Example.of("largest along the last axis", x -> x.topk(2).values(), spread(2, 3)),
                        Example.of("running sums", x -> x.cumsum(1), spread(2, 3, 2)),
                        Example.of("pixel shuffle", x -> x.pixelShuffle(2), spread(1, 8, 1, 2)),
                        Example.of("pixel unshuffle", x -> x.pixelUnshuffle(2), spread(1, 1, 4, 2)),
                        Example.of(
                                "pad with a number", x -> x.pad(3, new int[] {1, 0}, new int[] {0, 2}), spread(2, 2)),
                        Example.of("crop", x -> x.pad(0, new int[] {-1, 1}, new int[] {0, -1}), spread(3, 3)),
                        Example.of("pad with zeros", x -> pad(x, PaddingMode.ZEROS), spread(2, 3)),
                        Example.of("pad by reflection", x -> pad(x, PaddingMode.REFLECT), spread(2, 3)),
                        Example.of("pad by repetition", x -> pad(x, PaddingMode.REPLICATE), spread(2, 3)),
                        Example.of("pad circularly", x -> pad(x, PaddingMode.CIRCULAR), spread(2, 3)))
                .stream()
                .map(example -> example.checkedWith(check -> check.step(1)))
                .toList();
    }

    private static Tensor pad(Tensor x, PaddingMode mode) {
        return x.pad(mode, new int[] {1, 0}, new int[] {0, 2});
    }
}
