package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.op.PixelShuffle;
import java.util.Map;
import java.util.TreeMap;

/** Functions that change the number of pixels. */
final class ResizeAdapters {
    private ResizeAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put(
                "pixel_shuffle",
                differentiable(
                        c -> PixelShuffle.shuffle(c.tensor("x"), c.attrs().integer("factor"))));
        adapters.put(
                "pixel_unshuffle",
                differentiable(
                        c -> PixelShuffle.unshuffle(c.tensor("x"), c.attrs().integer("factor"))));
        return adapters;
    }
}
