package dev.adjoint.window;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Padding;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.TransposeOptions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All sizes of one convolution: channels, groups and the sliding windows along up to three spatial axes. One- and
 * two-dimensional convolutions have leading axes of a single cell, so that every kernel is written only once, for three
 * axes.
 *
 * @param rank the number of spatial axes, 1 to 3
 * @param inputChannels channels of the input
 * @param outputChannels channels of the output
 * @param groups blocks of channels that are convolved each on its own; divides both numbers of channels
 * @param depth the first of three axes
 * @param height the last but one axis
 * @param width the last axis
 */
public record ConvGeometry(
        int rank, int inputChannels, int outputChannels, int groups, Axis depth, Axis height, Axis width) {

    /**
     * Checks that the groups divide the channels and that all cells can be counted.
     *
     * @param rank the number of spatial axes, 1 to 3
     * @param inputChannels channels of the input
     * @param outputChannels channels of the output
     * @param groups blocks of channels that are convolved each on its own; divides both numbers of channels
     * @param depth the first of three axes
     * @param height the last but one axis
     * @param width the last axis
     */
    public ConvGeometry {
        if (groups < 1 || inputChannels % groups != 0 || outputChannels % groups != 0) {
            throw new ArgumentException("expected groups that divide the channels, got " + groups + " groups, "
                    + inputChannels + " input channels and " + outputChannels + " output channels");
        }
        Shape.of(inputChannels, depth.padded(), height.padded(), width.padded());
        Shape.of(outputChannels, depth.output(), height.output(), width.output());
    }

    /**
     * The geometry of a convolution.
     *
     * @param input the input's shape {@code [N, Cin, spatial...]}
     * @param weight the filters' shape {@code [Cout, Cin/groups, kernel...]}
     * @param options stride, padding, dilation and groups
     * @return the geometry
     * @throws ShapeException if ranks, channels or sizes do not fit
     */
    public static ConvGeometry of(Shape input, Shape weight, ConvOptions options) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3 || weight.rank() != input.rank()) {
            throw new ShapeException(
                    "expected an input [N, C, spatial...] with 1 to 3 spatial axes and a weight of the same rank, got input "
                            + input + " and weight " + weight);
        }
        requireKernel(weight);
        int channels = input.dim(1);
        if (channels != weight.dim(1) * options.groups()) {
            throw new ShapeException("expected " + (weight.dim(1) * options.groups()) + " input channels (weight "
                    + weight + ", groups " + options.groups() + "), got " + channels + " in input " + input
                    + lastAxisHint(input, weight.dim(1) * options.groups()));
        }
        Axis[] axes = new Axis[rank];
        for (int i = 0; i < rank; i++) {
            int kernel = weight.dim(i + 2);
            int[] sides = options.paddingAt(i, rank, input.dim(i + 2), kernel);
            axes[i] = Axis.of(
                    input.dim(i + 2),
                    kernel,
                    options.strideAt(i, rank),
                    options.dilationAt(i, rank),
                    sides[0],
                    sides[1]);
        }
        return of(channels, weight.dim(0), options.groups(), axes);
    }

    /**
     * The geometry of the convolution whose adjoint this is.
     *
     * @param input the shape of the transposed convolution's input {@code [N, Cin, spatial...]}
     * @param weight the filters' shape {@code [Cin, Cout/groups, kernel...]}
     * @param options stride, padding, dilation, groups, output padding or output size
     * @return a geometry whose output is {@code input}
     * @throws ShapeException if ranks, channels or sizes do not fit
     */
    public static ConvGeometry transposed(Shape input, Shape weight, TransposeOptions options) {
        int rank = input.rank() - 2;
        if (rank < 1 || rank > 3 || weight.rank() != input.rank()) {
            throw new ShapeException(
                    "expected an input [N, C, spatial...] with 1 to 3 spatial axes and a weight of the same rank, got input "
                            + input + " and weight " + weight);
        }
        requireKernel(weight);
        if (input.dim(1) != weight.dim(0)) {
            throw new ShapeException("expected " + weight.dim(0) + " input channels (weight " + weight + "), got "
                    + input.dim(1) + " in input " + input);
        }
        Axis[] axes = new Axis[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = transposedAxis(options, i, rank, input.dim(i + 2), weight.dim(i + 2));
        }
        return of(
                weight.dim(1) * options.conv().groups(),
                weight.dim(0),
                options.conv().groups(),
                axes);
    }

    private static Axis transposedAxis(TransposeOptions options, int i, int axes, int windows, int kernel) {
        ConvOptions conv = options.conv();
        int stride = conv.strideAt(i, axes);
        int dilation = conv.dilationAt(i, axes);
        int covered = (int) Math.min(Integer.MAX_VALUE, (long) windows * stride);
        int[] sides = conv.paddingAt(i, axes, covered, kernel);
        long least = (windows - 1L) * stride - sides[0] - sides[1] + (long) dilation * (kernel - 1) + 1;
        long wanted = options.outputSize().isEmpty()
                ? least + options.outputPaddingAt(i, axes)
                : options.outputSizeAt(i, axes);
        if (conv.padding().rule() != Padding.Rule.EXPLICIT
                && options.outputSize().isEmpty()) {
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

    private static String lastAxisHint(Shape input, int channels) {
        boolean channelsLast = input.dim(-1) == channels;
        return channelsLast ? "; channels belong in axis 1: move them there with permute" : "";
    }

    static void requireKernel(Shape weight) {
        for (int i = 2; i < weight.rank(); i++) {
            if (weight.dim(i) == 0) {
                throw new ShapeException("expected kernels of at least one cell, got weight " + weight);
            }
        }
    }

    /**
     * A geometry from its axes.
     *
     * @param inputChannels channels of the input
     * @param outputChannels channels of the output
     * @param groups blocks of channels
     * @param axes one to three spatial axes
     * @return the geometry
     */
    public static ConvGeometry of(int inputChannels, int outputChannels, int groups, Axis... axes) {
        int n = axes.length;
        return new ConvGeometry(
                n,
                inputChannels,
                outputChannels,
                groups,
                n > 2 ? axes[0] : Axis.UNIT,
                n > 1 ? axes[n - 2] : Axis.UNIT,
                axes[n - 1]);
    }

    /**
     * One of the spatial axes.
     *
     * @param i from 0 to rank - 1
     * @return the axis
     */
    public Axis axis(int i) {
        return switch (i - rank) {
            case -1 -> width;
            case -2 -> height;
            default -> depth;
        };
    }

    /**
     * All spatial axes.
     *
     * @return as many as the rank
     */
    public List<Axis> axes() {
        return IntStream.range(0, rank).mapToObj(this::axis).toList();
    }

    /**
     * The shape of an input.
     *
     * @param batch the number of images
     * @return {@code [batch, inputChannels, spatial...]}
     */
    public Shape inputShape(int batch) {
        return shape(batch, inputChannels, Axis::input);
    }

    /**
     * The shape of the output.
     *
     * @param batch the number of images
     * @return {@code [batch, outputChannels, spatial...]}
     */
    public Shape outputShape(int batch) {
        return shape(batch, outputChannels, Axis::output);
    }

    /**
     * The shape of the filters.
     *
     * @return {@code [outputChannels, inputChannels/groups, kernel...]}
     */
    public Shape weightShape() {
        return shape(outputChannels, inputChannels / groups, Axis::kernel);
    }

    private Shape shape(int first, int second, java.util.function.ToIntFunction<Axis> size) {
        int[] dims = new int[rank + 2];
        dims[0] = first;
        dims[1] = second;
        for (int i = 0; i < rank; i++) {
            dims[i + 2] = size.applyAsInt(axis(i));
        }
        return Shape.of(dims);
    }

    /**
     * The number of cells of one channel of the input.
     *
     * @return the product over the spatial axes
     */
    public int inputCells() {
        return depth.input() * height.input() * width.input();
    }

    /**
     * The number of cells of one channel of the output, which is the number of windows.
     *
     * @return the product over the spatial axes
     */
    public int outputCells() {
        return depth.output() * height.output() * width.output();
    }

    /**
     * The number of cells of one channel of a filter.
     *
     * @return the product over the spatial axes
     */
    public int kernelCells() {
        return depth.kernel() * height.kernel() * width.kernel();
    }

    /**
     * The number of multiplications, each followed by an addition, in the definition of the convolution, including
     * padding.
     *
     * @param batch the number of images
     * @return {@code batch outputChannels outputCells (inputChannels/groups) kernelCells}
     */
    public long multiplyAdds(int batch) {
        return (long) batch * outputChannels * outputCells() * (inputChannels / groups) * kernelCells();
    }

    /**
     * Whether each output cell reads only the input cell at its own position, so that the convolution is a plain matrix
     * product.
     *
     * @return whether all kernels and strides are 1, without padding or cells left over by an output padding
     */
    public boolean isPointwise() {
        return isPointwise(depth) && isPointwise(height) && isPointwise(width);
    }

    private static boolean isPointwise(Axis a) {
        return a.kernel() == 1 && a.stride() == 1 && a.before() == 0 && a.output() == a.input();
    }

    /**
     * Whether each group has only one input channel.
     *
     * @return whether the convolution mixes no channels
     */
    public boolean isDepthwise() {
        return groups > 1 && groups == inputChannels;
    }

    /**
     * Whether the transposed convolution consists of convolutions, its {@link #phase phases}. It does if no axis has
     * both a stride and a dilation.
     *
     * @return whether there are phases
     */
    public boolean hasPhases() {
        return hasPhases(depth) && hasPhases(height) && hasPhases(width);
    }

    private static boolean hasPhases(Axis a) {
        return a.stride() == 1 || a.dilation() == 1;
    }

    /**
     * The part of the transposed convolution that writes every stride-th input cell of each axis. It is a convolution
     * of stride 1, with the filters' axes reversed and their input and output channels exchanged. An axis has as many
     * phases as its stride.
     *
     * @param d the phase of the depth, from 0
     * @param h the phase of the height, from 0
     * @param w the phase of the width, from 0
     * @return the convolution, whose kernel or output may be empty
     * @see Axis#phase
     */
    public ConvGeometry phase(int d, int h, int w) {
        return new ConvGeometry(
                rank, outputChannels, inputChannels, groups, depth.phase(d), height.phase(h), width.phase(w));
    }
}
