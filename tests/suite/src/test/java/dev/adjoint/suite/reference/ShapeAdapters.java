package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Concat;
import dev.adjoint.op.Gather;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Reshape;
import dev.adjoint.op.Slice;
import java.util.Map;
import java.util.TreeMap;

/** Functions that move elements about. */
final class ShapeAdapters {
    private ShapeAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put(
                "reshape", differentiable(c -> c.tensor("x").reshape(c.attrs().integers("shape"))));
        adapters.put(
                "permute", differentiable(c -> c.tensor("x").permute(c.attrs().integers("dims"))));
        adapters.put(
                "transpose",
                differentiable(c -> c.tensor("x")
                        .transpose(c.attrs().integer("dim0"), c.attrs().integer("dim1"))));
        adapters.put(
                "flatten",
                differentiable(c -> Reshape.flatten(
                        c.tensor("x"),
                        c.attrs().integer("start_dim", 0),
                        c.attrs().integer("end_dim", -1))));
        adapters.put(
                "squeeze", differentiable(c -> c.tensor("x").squeeze(c.attrs().integer("dim"))));
        adapters.put(
                "unsqueeze",
                differentiable(c -> c.tensor("x").unsqueeze(c.attrs().integer("dim"))));
        adapters.put(
                "flip", differentiable(c -> Slice.flip(c.tensor("x"), c.attrs().integers("dims"))));
        adapters.put("expand", differentiable(ShapeAdapters::expand));
        adapters.put("cat", differentiable(c -> Concat.concat(c.attrs().integer("dim", 0), c.series("x"))));
        adapters.put("stack", differentiable(c -> Concat.stack(c.attrs().integer("dim", 0), c.series("x"))));
        adapters.put(
                "gather",
                differentiable(c -> Gather.gather(c.tensor("x"), c.attrs().integer("dim"), c.integers("index"))));
        adapters.put("slice", differentiable(ShapeAdapters::slice));
        adapters.put(
                "index_select",
                differentiable(c -> c.tensor("x").indexSelect(c.attrs().integer("dim"), c.integers("index"))));
        adapters.put("pad", differentiable(ShapeAdapters::pad));
        return adapters;
    }

    /** PyTorch's -1 keeps the size of an axis. */
    private static Tensor expand(ReferenceCase c) {
        Tensor x = c.tensor("x");
        int[] dims = c.attrs().integers("shape");
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1) {
                dims[i] = x.dim(i - dims.length);
            }
        }
        return x.expand(Shape.of(dims));
    }

    private static Tensor slice(ReferenceCase c) {
        Tensor y = c.tensor("x");
        JsonNode slices = c.attrs().node("slices");
        for (int axis = 0; axis < slices.size(); axis++) {
            JsonNode bounds = slices.get(axis);
            Integer step = bound(bounds.get(2));
            y = Slice.slice(y, axis, bound(bounds.get(0)), bound(bounds.get(1)), step == null ? 1 : step);
        }
        return y;
    }

    private static Integer bound(JsonNode node) {
        return node.isNull() ? null : node.intValue();
    }

    private static Tensor pad(ReferenceCase c) {
        JsonNode pads = c.attrs().node("pads");
        int[] before = new int[pads.size()];
        int[] after = new int[pads.size()];
        for (int axis = 0; axis < before.length; axis++) {
            before[axis] = pads.get(axis).get(0).intValue();
            after[axis] = pads.get(axis).get(1).intValue();
        }
        String mode = c.attrs().text("mode");
        double value = c.attrs().number("value", 0);
        return mode.equals("constant")
                ? Pad.constant(c.tensor("x"), value, before, after)
                : Pad.pad(c.tensor("x"), ConvSettings.mode(mode), before, after);
    }
}
