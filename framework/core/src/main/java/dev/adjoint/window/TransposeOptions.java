package dev.adjoint.window;

import dev.adjoint.ArgumentException;
import dev.adjoint.ShapeException;
import dev.adjoint.array.Shape;
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
     * The geometry of the convolution whose adjoint this is.
     *
     * @param input the shape of the transposed convolution's input {@code [N, Cin, spatial...]}
     * @param weight the filters' shape {@code [Cin, Cout/groups, kernel...]}
     * @return a geometry whose output is {@code input}
     * @throws ShapeException if ranks, channels or sizes do not fit
     */
    public ConvGeometry geometry(Shape input, Shape weight) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3 || weight.rank() != input.rank()) {
            throw new ShapeException(
                    "expected an input [N, C, spatial...] with 1 to 3 spatial axes and a weight of the same rank, got input "
                            + input + " and weight " + weight);
        }
        ConvGeometry.requireKernel(weight);
        if (input.dim(1) != weight.dim(0)) {
            throw new ShapeException("expected " + weight.dim(0) + " input channels (weight " + weight + "), got "
                    + input.dim(1) + " in input " + input);
        }
        Axis[] axes = new Axis[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = axis(i, rank, input.dim(i + 2), weight.dim(i + 2));
        }
        return ConvGeometry.of(weight.dim(1) * conv.groups(), weight.dim(0), conv.groups(), axes);
    }

    private Axis axis(int i, int axes, int windows, int kernel) {
        int stride = conv.strideAt(i, axes);
        int dilation = conv.dilationAt(i, axes);
        int covered = (int) Math.min(Integer.MAX_VALUE, (long) windows * stride);
        int[] sides = conv.paddingAt(i, axes, covered, kernel);
        long least = (windows - 1L) * stride - sides[0] - sides[1] + (long) dilation * (kernel - 1) + 1;
        long wanted = outputSize.isEmpty()
                ? least + Sizes.at("output padding", outputPadding, i, axes)
                : Sizes.at("output size", outputSize, i, axes);
        if (conv.padding().rule() != Padding.Rule.EXPLICIT && outputSize.isEmpty()) {
            wanted = (long) windows * stride;
        }
        long extra = wanted - least;
        if (extra < 0 || extra >= Math.max(stride, dilation)) {
            throw new ShapeException(windows + " cells with kernel " + kernel + ", stride " + stride
                    + ", dilation " + dilation + ", padding " + sides[0] + " and " + sides[1]
                    + ": expected an output of " + least + " to "
                    + (least + Math.max(stride, dilation) - 1) + " cells, got " + wanted);
        }
        if (wanted < 1 || wanted > Integer.MAX_VALUE) {
            throw new ShapeException("expected an output of at least one cell, got " + wanted);
        }
        return new Axis((int) wanted, kernel, stride, dilation, sides[0], sides[1], windows).limited();
    }
}
