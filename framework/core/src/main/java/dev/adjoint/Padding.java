package dev.adjoint;

import java.util.Arrays;
import java.util.List;

/**
 * How much is added around an input: explicit amounts before and after each axis, or a rule that finds them from the
 * sizes. Negative amounts crop; windows of convolutions and poolings take none, padding on its own does.
 *
 * @param rule how the amounts are found
 * @param before cells before each axis, for {@link Rule#EXPLICIT}; one entry stands for all axes
 * @param after cells after each axis, for {@link Rule#EXPLICIT}; one entry stands for all axes
 */
public record Padding(Rule rule, List<Integer> before, List<Integer> after) {
    /** How the amounts are found. */
    public enum Rule {
        /** They are given. */
        EXPLICIT,
        /**
         * So many that the output has ceil(input / stride) cells; an odd cell goes to the end. TensorFlow's and
         * PyTorch's SAME.
         */
        SAME,
        /** As {@link #SAME}, but an odd cell goes to the front. ONNX's SAME_LOWER. */
        SAME_LOWER
    }

    /** No padding: windows lie inside the input. */
    public static final Padding VALID = of(0);

    /** So many cells that the output has ceil(input / stride); an odd cell goes to the end. */
    public static final Padding SAME = new Padding(Rule.SAME, List.of(), List.of());

    /** So many cells that the output has ceil(input / stride); an odd cell goes to the front. */
    public static final Padding SAME_LOWER = new Padding(Rule.SAME_LOWER, List.of(), List.of());

    /**
     * Checks and copies the amounts.
     *
     * @param rule how the amounts are found
     * @param before cells before each axis, for {@link Rule#EXPLICIT}; one entry stands for all axes
     * @param after cells after each axis, for {@link Rule#EXPLICIT}; one entry stands for all axes
     */
    public Padding {
        before = List.copyOf(before);
        after = List.copyOf(after);
        if (before.size() != after.size()) {
            throw new ArgumentException(
                    "padding: expected amounts before and after the same axes, got " + before + " and " + after);
        }
    }

    /**
     * The same amount before and after an axis.
     *
     * @param perAxis one amount for each axis, or one for all
     * @return the padding
     */
    public static Padding of(int... perAxis) {
        List<Integer> amounts = Arrays.stream(perAxis).boxed().toList();
        return new Padding(Rule.EXPLICIT, amounts, amounts);
    }

    /**
     * Different amounts before and after an axis.
     *
     * @param before one amount for each axis, or one for all
     * @param after one amount for each axis, or one for all
     * @return the padding
     */
    public static Padding sides(int[] before, int[] after) {
        return new Padding(
                Rule.EXPLICIT,
                Arrays.stream(before).boxed().toList(),
                Arrays.stream(after).boxed().toList());
    }

    /** Refuses to crop. */
    Padding requireNotNegative() {
        Sizes.atLeast("padding", 0, before);
        Sizes.atLeast("padding", 0, after);
        return this;
    }

    /** Resolves the amounts for one axis: {@code {before, after}}. */
    int[] resolve(int axis, int axes, int input, int kernel, int stride, int dilation) {
        if (rule == Rule.EXPLICIT) {
            return new int[] {Sizes.at("padding", before, axis, axes), Sizes.at("padding", after, axis, axes)};
        }
        long outputs = ((long) input + stride - 1) / stride;
        long wanted = Math.max(0, (outputs - 1) * stride + (long) dilation * (kernel - 1) + 1 - input);
        if (wanted > Integer.MAX_VALUE) {
            throw new ShapeException("padding: expected at most " + Integer.MAX_VALUE + " cells, a kernel of " + kernel
                    + " with dilation " + dilation + " needs " + wanted);
        }
        int total = (int) wanted;
        int half = total / 2;
        return rule == Rule.SAME ? new int[] {half, total - half} : new int[] {total - half, half};
    }
}
