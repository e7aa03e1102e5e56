package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Checks of inputs and settings that many layers share. */
final class Layouts {
    private static final List<String> SPATIAL = List.of("[N, C, L]", "[N, C, H, W]", "[N, C, D, H, W]");

    private Layouts() {}

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

    /** Spells out a list in which one number stands for all axes. */
    static List<Integer> perAxis(String what, List<Integer> sizes, int axes) {
        if (sizes.size() != 1 && sizes.size() != axes) {
            throw new ArgumentException(
                    what + ": expected 1 or " + axes + " numbers for " + axes + " spatial axes, got " + sizes);
        }
        return sizes.size() == axes
                ? sizes
                : IntStream.range(0, axes).mapToObj(i -> sizes.get(0)).toList();
    }
}
