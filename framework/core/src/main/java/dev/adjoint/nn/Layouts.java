package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Padding;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Checks of inputs and settings that many layers share. */
final class Layouts {
    private static final List<String> SPATIAL = List.of("[N, C, L]", "[N, C, H, W]", "[N, C, D, H, W]");

    private static final List<String> SAMPLE = List.of("[C, L]", "[C, H, W]", "[C, D, H, W]");

    private Layouts() {}

    /**
     * Runs a layer over so many spatial axes on a batch {@code [N, C, spatial...]}, or on one sample {@code [C,
     * spatial...]}, whose output has no batch axis either. No number of axes, 0, takes a batch alone.
     */
    static Tensor batched(Tensor x, int axes, UnaryOperator<Tensor> layer) {
        if (axes == 0 ? x.rank() > 2 : x.rank() == axes + 2) {
            return layer.apply(x);
        }
        if (axes > 0 && x.rank() == axes + 1) {
            return layer.apply(x.unsqueeze(0)).squeeze(0);
        }
        String expected = axes == 0 ? "[N, C, spatial...]" : SPATIAL.get(axes - 1) + " or " + SAMPLE.get(axes - 1);
        throw new ShapeException("expected " + expected + ", got " + x.shape());
    }

    /** Requires a number of spatial axes that windows and images can have. */
    static int spatialAxes(int axes) {
        if (axes < 1 || axes > SPATIAL.size()) {
            throw new ArgumentException("axes: expected 1 to " + SPATIAL.size() + " spatial axes, got " + axes);
        }
        return axes;
    }

    /** The setting of a layer whose type does not tell its number of axes; 0 in files from before it was stated. */
    static int spatialAxes(LayerSpec spec) {
        return spec.has("axes") ? spatialAxes(spec.integer("axes", 0)) : 0;
    }

    /** Spells out a padding in which one amount stands for all axes. */
    static Padding perAxis(Padding padding, int axes) {
        return padding.rule() != Padding.Rule.EXPLICIT
                ? padding
                : new Padding(
                        padding.rule(),
                        perAxis("padding", padding.before(), axes),
                        perAxis("padding", padding.after(), axes));
    }

    /** Requires {@code [N, C, spatial...]} with the given number of spatial axes. */
    static void requireSpatial(Tensor x, int axes) {
        if (x.rank() != axes + 2) {
            String hint = x.rank() == axes + 1 ? "; unsqueeze(0) makes a batch of one sample" : "";
            throw new ShapeException("expected " + SPATIAL.get(axes - 1) + ", got " + x.shape() + hint);
        }
    }

    /** Requires the second axis to hold the given number of channels. */
    static void requireChannels(Tensor x, int channels) {
        if (x.rank() < 2 || x.dim(1) != channels) {
            throw new ShapeException("expected " + channels + " channels along axis 1, got " + x.shape());
        }
    }

    /** Requires a number that is at least 1. */
    static int positive(String what, int number) {
        if (number < 1) {
            throw new ArgumentException(what + ": expected at least 1, got " + number);
        }
        return number;
    }

    /** Requires what a normalisation adds to a variance to be a number that is not negative. */
    static double requireEps(double eps) {
        if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
            throw new ArgumentException("eps: expected a number of at least 0, got " + eps);
        }
        return eps;
    }

    /** Requires a number from 0 to 1. */
    static double probability(String what, double number) {
        if (!(number >= 0 && number <= 1)) {
            throw new ArgumentException(what + ": expected 0 to 1, got " + number);
        }
        return number;
    }

    /** Spells out a list in which one number stands for all axes; leaves it where their number is unknown, 0. */
    static List<Integer> perAxis(String what, List<Integer> sizes, int axes) {
        if (axes == 0) {
            return sizes;
        }
        if (sizes.size() != 1 && sizes.size() != axes) {
            throw new ArgumentException(
                    what + ": expected 1 or " + axes + " numbers for " + axes + " spatial axes, got " + sizes);
        }
        return sizes.size() == axes
                ? sizes
                : IntStream.range(0, axes).mapToObj(i -> sizes.get(0)).toList();
    }
}
