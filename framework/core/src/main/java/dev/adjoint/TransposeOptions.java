package dev.adjoint;

import java.util.List;

/**
 * The settings of a transposed convolution: those of the convolution it is the adjoint of, and which of the input sizes
 * that lead to the same output size it restores.
 *
 * @param conv stride, padding, dilation and groups of the convolution
 * @param outputPadding cells added at the end of each axis of the output, 0 by default; below the larger of stride and
 *     dilation
 * @param outputSize the wanted spatial size; empty where {@code outputPadding} tells
 */
public record TransposeOptions(ConvOptions conv, List<Integer> outputPadding, List<Integer> outputSize) {

    /**
     * Checks the numbers.
     *
     * @param conv stride, padding, dilation and groups of the convolution
     * @param outputPadding cells added at the end of each axis of the output, 0 by default; below the larger of stride
     *     and dilation
     * @param outputSize the wanted spatial size; empty where {@code outputPadding} tells
     */
    public TransposeOptions {
        outputPadding = Sizes.atLeast("output padding", 0, outputPadding);
        outputSize = Sizes.atLeast("output size", 1, outputSize);
        if (conv.mode() != PaddingMode.ZEROS) {
            throw new ArgumentException("transposed convolution: expected padding mode ZEROS, got " + conv.mode());
        }
    }

    /**
     * The transpose of a convolution, with no output padding.
     *
     * @param conv the convolution's options
     * @return the options
     */
    public static TransposeOptions of(ConvOptions conv) {
        return new TransposeOptions(conv, List.of(0), List.of());
    }

    /**
     * Sets the output padding.
     *
     * @param cells for each axis, or one number for all
     * @return the changed options
     */
    public TransposeOptions outputPadding(int... cells) {
        return new TransposeOptions(conv, Sizes.list(cells), List.of());
    }

    /**
     * Sets the wanted output size instead of an output padding.
     *
     * @param sizes cells along each axis, or one number for all
     * @return the changed options
     */
    public TransposeOptions outputSize(int... sizes) {
        return new TransposeOptions(conv, List.of(0), Sizes.list(sizes));
    }

    /**
     * The output padding along an axis.
     *
     * @param axis the spatial axis, from 0
     * @param axes the number of spatial axes
     * @return cells at the end
     */
    public int outputPaddingAt(int axis, int axes) {
        return Sizes.at("output padding", outputPadding, axis, axes);
    }

    /**
     * The wanted output size along an axis.
     *
     * @param axis the spatial axis, from 0
     * @param axes the number of spatial axes
     * @return cells
     */
    public int outputSizeAt(int axis, int axes) {
        return Sizes.at("output size", outputSize, axis, axes);
    }
}
