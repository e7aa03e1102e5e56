package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.autograd.Tensor;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.PixelShuffle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions that change the number of pixels. */
final class ResizeAdapters {
    private ResizeAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("interpolate_nearest", differentiable(ResizeAdapters::nearest));
        for (String axes : List.of("linear", "bilinear", "trilinear")) {
            adapters.put("interpolate_" + axes, differentiable(ResizeAdapters::linear));
        }
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

    private static Tensor nearest(ReferenceCase c) {
        return hasSize(c)
                ? Interpolate.nearest(c.tensor("x"), c.attrs().integers("size"))
                : Interpolate.nearestScaled(c.tensor("x"), c.attrs().numbers("scale_factor"));
    }

    private static Tensor linear(ReferenceCase c) {
        boolean alignCorners = c.attrs().flag("align_corners", false);
        return hasSize(c)
                ? Interpolate.linear(c.tensor("x"), alignCorners, c.attrs().integers("size"))
                : Interpolate.linearScaled(
                        c.tensor("x"), alignCorners, c.attrs().numbers("scale_factor"));
    }

    /** A case names the size or the factor; the other is missing or null. */
    private static boolean hasSize(ReferenceCase c) {
        boolean size = c.attrs().has("size");
        if (size == c.attrs().has("scale_factor")) {
            throw new IllegalArgumentException("expected either size or scale_factor in " + c.attrs());
        }
        return size;
    }
}
