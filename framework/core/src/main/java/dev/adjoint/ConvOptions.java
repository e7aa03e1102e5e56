package dev.adjoint;

import java.util.List;

/**
 * The settings of a convolution, each with its default. One number stands for all spatial axes.
 *
 * <pre>{@code
 * kernel(5).padding(2).stride(2)
 * }</pre>
 *
 * @param kernel cells of a filter along each axis; empty where the weight's shape tells
 * @param stride distance of neighbouring windows, 1 by default
 * @param padding what is added around the input, nothing by default
 * @param dilation distance of neighbouring cells of a window, 1 by default
 * @param groups blocks of channels that are convolved each on its own, 1 by default
 * @param mode what stands in the padding, zeros by default
 * @param bias whether a layer adds a learned number to each channel, true by default
 */
public record ConvOptions(
        List<Integer> kernel,
        List<Integer> stride,
        Padding padding,
        List<Integer> dilation,
        int groups,
        PaddingMode mode,
        boolean bias) {
    /** Everything at its default. */
    public static final ConvOptions DEFAULTS =
            new ConvOptions(List.of(), List.of(1), Padding.VALID, List.of(1), 1, PaddingMode.ZEROS, true);

    /**
     * Checks the numbers.
     *
     * @param kernel cells of a filter along each axis; empty where the weight's shape tells
     * @param stride distance of neighbouring windows, 1 by default
     * @param padding what is added around the input, nothing by default
     * @param dilation distance of neighbouring cells of a window, 1 by default
     * @param groups blocks of channels that are convolved each on its own, 1 by default
     * @param mode what stands in the padding, zeros by default
     * @param bias whether a layer adds a learned number to each channel, true by default
     */
    public ConvOptions {
        kernel = Sizes.atLeast("kernel", 1, kernel);
        stride = Sizes.atLeast("stride", 1, stride);
        padding.requireNotNegative();
        dilation = Sizes.atLeast("dilation", 1, dilation);
        Sizes.atLeast("groups", 1, List.of(groups));
    }

    /**
     * The defaults with a kernel size.
     *
     * @param sizes cells along each axis, or one number for all
     * @return the options
     */
    public static ConvOptions kernel(int... sizes) {
        return new ConvOptions(
                Sizes.list(sizes),
                DEFAULTS.stride,
                DEFAULTS.padding,
                DEFAULTS.dilation,
                DEFAULTS.groups,
                DEFAULTS.mode,
                DEFAULTS.bias);
    }

    /**
     * Sets the stride.
     *
     * @param strides distance of neighbouring windows along each axis, or one number for all
     * @return the changed options
     */
    public ConvOptions stride(int... strides) {
        return new ConvOptions(kernel, Sizes.list(strides), padding, dilation, groups, mode, bias);
    }

    /**
     * Sets the padding, the same before and after an axis.
     *
     * @param amounts cells for each axis, or one number for all
     * @return the changed options
     */
    public ConvOptions padding(int... amounts) {
        return padding(Padding.of(amounts));
    }

    /**
     * Sets the padding.
     *
     * @param newPadding amounts or a rule
     * @return the changed options
     */
    public ConvOptions padding(Padding newPadding) {
        return new ConvOptions(kernel, stride, newPadding, dilation, groups, mode, bias);
    }

    /**
     * Sets the dilation.
     *
     * @param dilations distance of neighbouring cells of a window along each axis, or one number for all
     * @return the changed options
     */
    public ConvOptions dilation(int... dilations) {
        return new ConvOptions(kernel, stride, padding, Sizes.list(dilations), groups, mode, bias);
    }

    /**
     * Sets the number of groups.
     *
     * @param number blocks of channels; divides input and output channels
     * @return the changed options
     */
    public ConvOptions groups(int number) {
        return new ConvOptions(kernel, stride, padding, dilation, number, mode, bias);
    }

    /**
     * Sets what stands in the padding.
     *
     * @param newMode the padding mode
     * @return the changed options
     */
    public ConvOptions mode(PaddingMode newMode) {
        return new ConvOptions(kernel, stride, padding, dilation, groups, newMode, bias);
    }

    /**
     * Sets whether a layer has a bias.
     *
     * @param hasBias whether a learned number is added to each channel
     * @return the changed options
     */
    public ConvOptions bias(boolean hasBias) {
        return new ConvOptions(kernel, stride, padding, dilation, groups, mode, hasBias);
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
        return Sizes.at("stride", stride, axis, axes);
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
     * The padding of an axis.
     *
     * @param axis which
     * @param axes the number of spatial axes
     * @param input cells of the input
     * @param kernel cells of the kernel
     * @return cells before and cells after
     */
    public int[] paddingAt(int axis, int axes, int input, int kernel) {
        return padding.resolve(axis, axes, input, kernel, strideAt(axis, axes), dilationAt(axis, axes));
    }
}
