package dev.adjoint;

import java.util.List;

/**
 * The settings of a convolution, each with its default. One number stands for all spatial axes.
 *
 * <pre>{@code
 * kernel(5).padding(2).stride(2)
 * }</pre>
 */
public final class ConvOptions extends OptionSet<ConvOptions> {
    private static final Setting<List<Integer>> KERNEL = Setting.sizes("kernel", 1);
    private static final Setting<List<Integer>> STRIDE = Setting.sizes("stride", 1, 1);
    private static final Setting<Padding> PADDING = Setting.of("padding", Padding.VALID);
    private static final Setting<List<Integer>> DILATION = Setting.sizes("dilation", 1, 1);
    private static final Setting<Integer> GROUPS = Setting.atLeast("groups", 1, 1);
    private static final Setting<PaddingMode> MODE = Setting.of("mode", PaddingMode.ZEROS);
    private static final Setting<Boolean> BIAS = Setting.of("bias", true);

    /** Everything at its default. */
    public static final ConvOptions DEFAULTS = new ConvOptions();

    private ConvOptions() {}

    /**
     * The defaults with a kernel size.
     *
     * @param sizes cells along each axis, or one number for all
     * @return the options
     * @throws ArgumentException if one is below 1
     */
    public static ConvOptions kernel(int... sizes) {
        return DEFAULTS.with(KERNEL, Sizes.list(sizes));
    }

    /**
     * The cells of a filter.
     *
     * @return one number an axis, or one for all; empty where the weight's shape tells
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
    public ConvOptions stride(int... strides) {
        return with(STRIDE, Sizes.list(strides));
    }

    /**
     * The distance of neighbouring windows.
     *
     * @return one number an axis, or one for all; 1 by default
     */
    public List<Integer> stride() {
        return get(STRIDE);
    }

    /**
     * Sets the padding, the same before and after an axis.
     *
     * @param amounts cells for each axis, or one number for all
     * @return the changed options
     * @throws ArgumentException if one is negative
     */
    public ConvOptions padding(int... amounts) {
        return padding(Padding.of(amounts));
    }

    /**
     * Sets the padding.
     *
     * @param padding amounts or a rule
     * @return the changed options
     * @throws ArgumentException if an amount is negative
     */
    public ConvOptions padding(Padding padding) {
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
    public ConvOptions dilation(int... dilations) {
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
     * Sets the number of groups.
     *
     * @param number blocks of channels that are convolved each on its own; divides input and output channels
     * @return the changed options
     * @throws ArgumentException if it is below 1
     */
    public ConvOptions groups(int number) {
        return with(GROUPS, number);
    }

    /**
     * The blocks of channels that are convolved each on its own.
     *
     * @return 1 by default
     */
    public int groups() {
        return get(GROUPS);
    }

    /**
     * Sets what stands in the padding.
     *
     * @param mode the padding mode
     * @return the changed options
     */
    public ConvOptions mode(PaddingMode mode) {
        return with(MODE, mode);
    }

    /**
     * What stands in the padding.
     *
     * @return zeros by default
     */
    public PaddingMode mode() {
        return get(MODE);
    }

    /**
     * Sets whether a layer has a bias.
     *
     * @param bias whether it adds a learned number to each channel
     * @return the changed options
     */
    public ConvOptions bias(boolean bias) {
        return with(BIAS, bias);
    }

    /**
     * Whether a layer adds a learned number to each channel.
     *
     * @return true by default
     */
    public boolean bias() {
        return get(BIAS);
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
        return Sizes.at("stride", stride(), axis, axes);
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
     * The padding of an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @param input cells of the input
     * @param kernel cells of the kernel
     * @return cells before and cells after
     */
    public int[] paddingAt(int axis, int axes, int input, int kernel) {
        return padding().resolve(axis, axes, input, kernel, strideAt(axis, axes), dilationAt(axis, axes));
    }
}
