package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Affine maps of the last axis and table lookup. */
final class LinearAdapters {
    private LinearAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("linear", differentiable(LinearAdapters::linear));
        adapters.put("embedding", differentiable(LinearAdapters::embedding));
        return adapters;
    }

    private static Tensor linear(ReferenceCase c) {
        return c.tensor("x").linear(c.tensor("weight"), c.optional("bias"));
    }

    private static Tensor embedding(ReferenceCase c) {
        Tensor weight = c.tensor("weight");
        int padding = -1;
        if (c.attrs().has("padding_idx")) {
            padding = Math.floorMod(c.attrs().integer("padding_idx"), weight.dim(0));
        }
        return weight.embedding(c.integers("index"), padding);
    }
}
