package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions that move elements about. */
final class ShapeAdapters {
    private ShapeAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = Unary.adapters(functions());
        adapters.put("cat", differentiable(c -> Tensor.concat(c.attrs().integer("dim", 0), c.series("x"))));
        adapters.put("stack", differentiable(c -> Tensor.stack(c.attrs().integer("dim", 0), c.series("x"))));
        adapters.put(
                "gather", differentiable(c -> c.tensor("x").gather(c.attrs().integer("dim"), c.integers("index"))));
        adapters.put(
                "index_select",
                differentiable(c -> c.tensor("x").indexSelect(c.attrs().integer("dim"), c.integers("index"))));
        return adapters;
    }

    static Map<String, Unary> functions() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("reshape", (x, s) -> x.reshape(s.integers("shape")));
        functions.put("permute", (x, s) -> x.permute(s.integers("dims")));
        functions.put("transpose", (x, s) -> x.transpose(s.integer("dim0"), s.integer("dim1")));
        functions.put("flatten", (x, s) -> x.flatten(s.integer("start_dim", 0), s.integer("end_dim", -1)));
        functions.put("squeeze", (x, s) -> x.squeeze(s.integer("dim")));
        functions.put("unsqueeze", (x, s) -> x.unsqueeze(s.integer("dim")));
        functions.put("flip", (x, s) -> x.flip(s.integers("dims")));
        functions.put("expand", ShapeAdapters::expand);
        functions.put("slice", ShapeAdapters::slice);
        functions.put("pad", ShapeAdapters::pad);
        return functions;
    }

    /** PyTorch's -1 keeps the size of an axis. */
    private static Tensor expand(Tensor x, Attributes s) {
        int[] dims = s.integers("shape");
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1) {
                dims[i] = x.dim(i - dims.length);
            }
        }
        return x.expand(Shape.of(dims));
    }

    private static Tensor slice(Tensor x, Attributes s) {
        List<String> ranges = new ArrayList<>();
        for (JsonNode bounds : s.node("slices")) {
            ranges.add(bound(bounds.get(0)) + ":" + bound(bounds.get(1)) + ":" + bound(bounds.get(2)));
        }
        return x.slice(String.join(",", ranges));
    }

    private static String bound(JsonNode node) {
        return node.isNull() ? "" : node.asText();
    }

    private static Tensor pad(Tensor x, Attributes s) {
        JsonNode pads = s.node("pads");
        int[] before = new int[pads.size()];
        int[] after = new int[pads.size()];
        for (int axis = 0; axis < before.length; axis++) {
            before[axis] = pads.get(axis).get(0).intValue();
            after[axis] = pads.get(axis).get(1).intValue();
        }
        String mode = s.text("mode");
        double value = s.number("value", 0);
        return mode.equals("constant") ? x.pad(value, before, after) : x.pad(ConvSettings.mode(mode), before, after);
    }
}
