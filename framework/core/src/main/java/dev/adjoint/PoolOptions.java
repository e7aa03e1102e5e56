package dev.adjoint;

import java.util.List;

/**
 * The settings of a pooling, each with its default. One number stands for all spatial axes.
 *
 * <pre>{@code
 * kernel(3).stride(2).padding(1)
 * }</pre>
 */
public final class PoolOptions extends OptionSet<PoolOptions> {
    private static final Setting<List<Integer>> KERNEL = Setting.sizes("kernel", 1);
    private static final Setting<List<Integer>> STRIDE = Setting.sizes("stride", 1);
    private static final Setting<Padding> PADDING = Setting.of("padding", Padding.VALID);
    private static final Setting<List<Integer>> DILATION = Setting.sizes("dilation", 1, 1);
    private static final Setting<Boolean> CEIL_MODE = Setting.flag("ceil mode");
    private static final Setting<Boolean> COUNT_INCLUDE_PAD = Setting.of("count include pad", true);
    private static final Setting<Integer> DIVISOR = Setting.of("divisor", 0);
    private static final Setting<Integer> AXES = Setting.atLeast("axes", 0, 0);

    private PoolOptions(int... kernel) {
        put(KERNEL, Sizes.list(kernel));
        if (kernel.length == 0) {
            throw new ArgumentException("pooling: expected a kernel size, got none");
        }
    }

    /**
     * The defaults with a kernel size.
     *
     * @param sizes cells of a window along each axis, or one number for all
     * @return the options
     * @throws ArgumentException if there is none, or one is below 1
     */
    public static PoolOptions kernel(int... sizes) {
        return new PoolOptions(sizes);
    }

    /**
     * The cells of a window.
     *
     * @return one number an axis, or one for all
     */
    public List<Integer> kernel() {
        return get(KERNEL);
    }

    /**
     * Sets the stride.
     *
     * @param strides distance of neighbouring windows along each axis, or one number for all
     * @return the changed options
     * @throws ArgumentException if one is below 1
     */
    public PoolOptions stride(int... strides) {
        return with(STRIDE, Sizes.list(strides));
    }

    /**
     * The distance of neighbouring windows.
     *
     * @return one number an axis, or one for all; empty, the default, for the kernel's size
     */
    public List<Integer> stride() {
        return get(STRIDE);
    }

    /**
     * Sets the padding, the same before and after an axis.
     *
     * @param amounts cells for each axis, or one number for all; at most half of a window
     * @return the changed options
     * @throws ArgumentException if one is negative
     */
    public PoolOptions padding(int... amounts) {
        return padding(Padding.of(amounts));
    }

    /**
     * Sets the padding.
     *
     * @param padding amounts or a rule
     * @return the changed options
     * @throws ArgumentException if an amount is negative
     */
    public PoolOptions padding(Padding padding) {
        return with(PADDING, padding.requireNotNegative());
    }

    /**
     * What is added around the input.
     *
     * @return amounts or a rule; nothing by default
     */
    public Padding padding() {
        return get(PADDING);
    }

    /**
     * Sets the dilation.
     *
     * @param dilations distance of neighbouring cells of a window along each axis, or one number for all
     * @return the changed options
     * @throws ArgumentException if one is below 1
     */
    public PoolOptions dilation(int... dilations) {
        return with(DILATION, Sizes.list(dilations));
    }

    /**
     * The distance of neighbouring cells of a window.
     *
     * @return one number an axis, or one for all; 1 by default
     */
    public List<Integer> dilation() {
        return get(DILATION);
    }

    /**
     * Sets whether a last window that begins inside the input or its front padding may hang over the end.
     *
     * @param overhang whether the number of windows is rounded up
     * @return the changed options
     */
    public PoolOptions ceilMode(boolean overhang) {
        return with(CEIL_MODE, overhang);
    }

    /**
     * Whether a last window may hang over the padded input's end.
     *
     * @return false by default
     */
    public boolean ceilMode() {
        return get(CEIL_MODE);
    }

    /**
     * Sets whether padding counts in the divisor of an average.
     *
     * @param count whether it does
     * @return the changed options
     */
    public PoolOptions countIncludePad(boolean count) {
        return with(COUNT_INCLUDE_PAD, count);
    }

    /**
     * Whether padding counts in the divisor of an average.
     *
     * @return true by default
     */
    public boolean countIncludePad() {
        return get(COUNT_INCLUDE_PAD);
    }

    /**
     * Sets the divisor of an average.
     *
     * @param number what each sum is divided by; 0 for the number of a window's cells
     * @return the changed options
     */
    public PoolOptions divisor(int number) {
        return with(DIVISOR, number);
    }

    /**
     * The divisor of an average.
     *
     * @return 0, the default, for the number of a window's cells
     */
    public int divisor() {
        return get(DIVISOR);
    }

    /**
     * Sets the number of spatial axes, which tells a batch from a single sample: a tensor {@code [4, 8, 8]} is one
     * image of four channels with {@code axes(2)} and a batch of four signals of eight channels with {@code axes(1)}.
     *
     * @param number 1 to 3; 0 where the numbers or the input's rank tell
     * @return the changed options
     * @throws ArgumentException if it is negative
     */
    public PoolOptions axes(int number) {
        return with(AXES, number);
    }

    /**
     * The number of spatial axes.
     *
     * @return 0, the default, where the numbers or the input's rank tell
     */
    public int axes() {
        return get(AXES);
    }

    /** The number of spatial axes of an input. */
    int axesOf(String operation, Shape input) {
        int listed = Spatial.listed(
                kernel().size(),
                stride().size(),
                padding().before().size(),
                dilation().size());
        String cells = kernel().toString().replaceAll("[\\[\\]]", "");
        String hint = "kernel(" + cells + ", " + cells + "), or kernel(" + cells + ").axes(1)";
        return Spatial.axes(operation, input, axes() > 0 ? axes() : listed, hint);
    }

    /**
     * The kernel's size along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return its cells
     */
    public int kernelAt(int axis, int axes) {
        return Sizes.at("kernel", kernel(), axis, axes);
    }

    /**
     * The stride along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return the distance of neighbouring windows
     */
    public int strideAt(int axis, int axes) {
        return stride().isEmpty() ? kernelAt(axis, axes) : Sizes.at("stride", stride(), axis, axes);
    }

    /**
     * The dilation along an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @return the distance of neighbouring cells of a window
     */
    public int dilationAt(int axis, int axes) {
        return Sizes.at("dilation", dilation(), axis, axes);
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
        return padding().resolve(axis, axes, input, kernelAt(axis, axes), strideAt(axis, axes), dilationAt(axis, axes));
    }
}
