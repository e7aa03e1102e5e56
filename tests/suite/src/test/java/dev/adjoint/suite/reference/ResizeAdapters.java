package dev.adjoint.suite.reference;

import dev.adjoint.Tensor;
import dev.adjoint.op.Interpolate;
import dev.adjoint.op.PixelShuffle;
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
        functions.put("pixel_shuffle", (x, s) -> PixelShuffle.shuffle(x, s.integer("factor")));
        functions.put("pixel_unshuffle", (x, s) -> PixelShuffle.unshuffle(x, s.integer("factor")));
        return Unary.adapters(functions);
    }

    private static Tensor nearest(Tensor x, Attributes s) {
        return hasSize(s)
                ? Interpolate.nearest(x, s.integers("size"))
                : Interpolate.nearestScaled(x, s.numbers("scale_factor"));
    }

    private static Tensor linear(Tensor x, Attributes s) {
        boolean alignCorners = s.flag("align_corners", false);
        return hasSize(s)
                ? Interpolate.linear(x, alignCorners, s.integers("size"))
                : Interpolate.linearScaled(x, alignCorners, s.numbers("scale_factor"));
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
