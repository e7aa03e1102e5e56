package dev.adjoint;

import java.util.List;

/**
 * The settings of a pooling, each with its default. One number stands for all spatial axes.
 *
 * <pre>{@code
 * kernel(3).stride(2).padding(1)
 * }</pre>
 *
 * @param kernel cells of a window along each axis
 * @param stride distance of neighbouring windows; empty, the default, for the kernel's size
 * @param padding what is added around the input, nothing by default; at most half of a window
 * @param dilation distance of neighbouring cells of a window, 1 by default
 * @param ceilMode whether a last window may hang over the padded input's end, false by default
 * @param countIncludePad whether padding counts in the divisor of an average, true by default
 * @param divisor the divisor of an average; 0, the default, for the number of a window's cells
 * @param axes the number of spatial axes; 0, the default, where the numbers or the input's rank tell
 */
public record PoolOptions(
        List<Integer> kernel,
        List<Integer> stride,
        Padding padding,
        List<Integer> dilation,
        boolean ceilMode,
        boolean countIncludePad,
        int divisor,
        int axes) {
    /**
     * Checks the numbers.
     *
     * @param kernel cells of a window along each axis
     * @param stride distance of neighbouring windows; empty, the default, for the kernel's size
     * @param padding what is added around the input, nothing by default; at most half of a window
     * @param dilation distance of neighbouring cells of a window, 1 by default
     * @param ceilMode whether a last window may hang over the padded input's end, false by default
     * @param countIncludePad whether padding counts in the divisor of an average, true by default
     * @param divisor the divisor of an average; 0, the default, for the number of a window's cells
     * @param axes the number of spatial axes; 0, the default, where the numbers or the input's rank tell
     */
    public PoolOptions {
        kernel = Sizes.atLeast("kernel", 1, kernel);
        stride = Sizes.atLeast("stride", 1, stride);
        padding.requireNotNegative();
        dilation = Sizes.atLeast("dilation", 1, dilation);
        if (kernel.isEmpty()) {
            throw new ArgumentException("pooling: expected a kernel size, got none");
        }
        Sizes.atLeast("axes", 0, List.of(axes));
    }

    /**
     * The defaults with a kernel size.
     *
     * @param sizes cells of a window along each axis, or one number for all
     * @return the options
     */
    public static PoolOptions kernel(int... sizes) {
        return new PoolOptions(Sizes.list(sizes), List.of(), Padding.VALID, List.of(1), false, true, 0, 0);
    }

    /**
     * Sets the stride.
     *
     * @param strides distance of neighbouring windows along each axis, or one number for all
     * @return the changed options
     */
    public PoolOptions stride(int... strides) {
        return new PoolOptions(
                kernel, Sizes.list(strides), padding, dilation, ceilMode, countIncludePad, divisor, axes);
    }

    /**
     * Sets the padding, the same before and after an axis.
     *
     * @param amounts cells for each axis, or one number for all
     * @return the changed options
     */
    public PoolOptions padding(int... amounts) {
        return padding(Padding.of(amounts));
    }

    /**
     * Sets the padding.
     *
     * @param newPadding amounts or a rule
     * @return the changed options
     */
    public PoolOptions padding(Padding newPadding) {
        return new PoolOptions(kernel, stride, newPadding, dilation, ceilMode, countIncludePad, divisor, axes);
    }

    /**
     * Sets the dilation.
     *
     * @param dilations distance of neighbouring cells of a window along each axis, or one number for all
     * @return the changed options
     */
    public PoolOptions dilation(int... dilations) {
        return new PoolOptions(
                kernel, stride, padding, Sizes.list(dilations), ceilMode, countIncludePad, divisor, axes);
    }

    /**
     * Sets whether a last window that begins inside the input or its front padding may hang over the end.
     *
     * @param overhang whether the number of windows is rounded up
     * @return the changed options
     */
    public PoolOptions ceilMode(boolean overhang) {
        return new PoolOptions(kernel, stride, padding, dilation, overhang, countIncludePad, divisor, axes);
    }

    /**
     * Sets whether padding counts in the divisor of an average.
     *
     * @param count whether it does
     * @return the changed options
     */
    public PoolOptions countIncludePad(boolean count) {
        return new PoolOptions(kernel, stride, padding, dilation, ceilMode, count, divisor, axes);
    }

    /**
     * Sets the divisor of an average.
     *
     * @param number what each sum is divided by; 0 for the number of a window's cells
     * @return the changed options
     */
    public PoolOptions divisor(int number) {
        return new PoolOptions(kernel, stride, padding, dilation, ceilMode, countIncludePad, number, axes);
    }

    /**
     * Sets the number of spatial axes, which tells a batch from a single sample: a tensor {@code [4, 8, 8]} is one
     * image of four channels with {@code axes(2)} and a batch of four signals of eight channels with {@code axes(1)}.
     *
     * @param number 1 to 3, or 0 where the numbers or the input's rank tell
     * @return the changed options
     */
    public PoolOptions axes(int number) {
        return new PoolOptions(kernel, stride, padding, dilation, ceilMode, countIncludePad, divisor, number);
    }

    /** The number of spatial axes of an input. */
    int axesOf(String operation, Shape input) {
        int listed =
                Spatial.listed(kernel.size(), stride.size(), padding.before().size(), dilation.size());
        String cells = kernel.toString().replaceAll("[\\[\\]]", "");
        String hint = "kernel(" + cells + ", " + cells + "), or kernel(" + cells + ").axes(1)";
        return Spatial.axes(operation, input, axes > 0 ? axes : listed, hint);
    }

    /**
     * The kernel's size along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return its cells
     */
    public int kernelAt(int axis, int axes) {
        return Sizes.at("kernel", kernel, axis, axes);
    }

    /**
     * The stride along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return the distance of neighbouring windows
     */
    public int strideAt(int axis, int axes) {
        return stride.isEmpty() ? kernelAt(axis, axes) : Sizes.at("stride", stride, axis, axes);
    }

    /**
     * The dilation along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return the distance of neighbouring cells of a window
     */
    public int dilationAt(int axis, int axes) {
        return Sizes.at("dilation", dilation, axis, axes);
    }

    /**
     * The padding along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @param input the input's cells along it
     * @return cells before and cells after
     */
    public int[] paddingAt(int axis, int axes, int input) {
        return padding.resolve(axis, axes, input, kernelAt(axis, axes), strideAt(axis, axes), dilationAt(axis, axes));
    }
}
