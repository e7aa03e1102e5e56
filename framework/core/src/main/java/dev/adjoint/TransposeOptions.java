package dev.adjoint;

import java.util.List;

/**
 * The settings of a transposed convolution: those of the convolution it is the adjoint of, and which of the input sizes
 * that lead to the same output size it restores.
 */
public final class TransposeOptions extends OptionSet<TransposeOptions> {
    private static final Setting<ConvOptions> CONV = Setting.of("convolution", ConvOptions.DEFAULTS);
    private static final Setting<List<Integer>> OUTPUT_PADDING = Setting.sizes("output padding", 0, 0);
    private static final Setting<List<Integer>> OUTPUT_SIZE = Setting.sizes("output size", 1);

    private TransposeOptions(ConvOptions conv) {
        put(CONV, conv);
        if (conv.mode() != PaddingMode.ZEROS) {
            throw new ArgumentException("transposed convolution: expected padding mode ZEROS, got " + conv.mode());
        }
    }

    /**
     * The transpose of a convolution, with no output padding.
     *
     * @param conv the convolution's options
     * @return the options
     * @throws ArgumentException if it pads with anything but zeros
     */
    public static TransposeOptions of(ConvOptions conv) {
        return new TransposeOptions(conv);
    }

    /**
     * The convolution that it transposes.
     *
     * @return its stride, padding, dilation and groups
     */
    public ConvOptions conv() {
        return get(CONV);
    }

    /**
     * Sets the output padding.
     *
     * @param cells for each axis, or one number for all; below the larger of stride and dilation
     * @return the changed options
     * @throws ArgumentException if one is negative
     */
    public TransposeOptions outputPadding(int... cells) {
        return with(OUTPUT_PADDING, Sizes.list(cells)).with(OUTPUT_SIZE, List.of());
    }

    /**
     * The cells that are added at the end of each axis of the output.
     *
     * @return one number an axis, or one for all; 0 by default
     */
    public List<Integer> outputPadding() {
        return get(OUTPUT_PADDING);
    }

    /**
     * Sets the wanted output size instead of an output padding.
     *
     * @param sizes cells along each axis, or one number for all
     * @return the changed options
     * @throws ArgumentException if one is below 1
     */
    public TransposeOptions outputSize(int... sizes) {
        return with(OUTPUT_SIZE, Sizes.list(sizes)).with(OUTPUT_PADDING, List.of(0));
    }

    /**
     * The wanted spatial size.
     *
     * @return one number an axis, or one for all; empty where the output padding tells
     */
    public List<Integer> outputSize() {
        return get(OUTPUT_SIZE);
    }

    /**
     * The output padding along an axis.
     *
     * @param axis the spatial axis, from 0
     * @param axes the number of spatial axes
     * @return cells at the end
     */
    public int outputPaddingAt(int axis, int axes) {
        return Sizes.at("output padding", outputPadding(), axis, axes);
    }

    /**
     * The wanted output size along an axis.
     *
     * @param axis the spatial axis, from 0
     * @param axes the number of spatial axes
     * @return cells
     */
    public int outputSizeAt(int axis, int axes) {
        return Sizes.at("output size", outputSize(), axis, axes);
    }
}
