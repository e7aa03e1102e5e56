package dev.adjoint.suite.reference;

import dev.adjoint.ResizeOptions;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions that change the number of pixels. */
final class ResizeAdapters {
    private ResizeAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Unary> functions = new TreeMap<>();
        functions.put("interpolate_nearest", ResizeAdapters::nearest);
        for (String axes : List.of("linear", "bilinear", "trilinear")) {
            functions.put("interpolate_" + axes, ResizeAdapters::linear);
        }
        functions.put("pixel_shuffle", (x, s) -> x.pixelShuffle(s.integer("factor")));
        functions.put("pixel_unshuffle", (x, s) -> x.pixelUnshuffle(s.integer("factor")));
        return Unary.adapters(functions);
    }

    private static Tensor nearest(Tensor x, Attributes s) {
        return hasSize(s)
                ? x.interpolate(ResizeOptions.to(s.integers("size")).axes(x.rank() - 2))
                : x.interpolate(ResizeOptions.by(s.numbers("scale_factor")).axes(x.rank() - 2));
    }

    private static Tensor linear(Tensor x, Attributes s) {
        boolean alignCorners = s.flag("align_corners", false);
        return hasSize(s)
                ? x.interpolate(
                        ResizeOptions.to(s.integers("size")).axes(x.rank() - 2).linear(alignCorners))
                : x.interpolate(ResizeOptions.by(s.numbers("scale_factor"))
                        .axes(x.rank() - 2)
                        .linear(alignCorners));
    }

    /** The settings name the size or the factor; the other is missing or null. */
    static boolean hasSize(Attributes s) {
        boolean size = s.has("size");
        if (size == s.has("scale_factor")) {
            throw new IllegalArgumentException("expected either size or scale_factor in " + s);
        }
        return size;
    }
}
