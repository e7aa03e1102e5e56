package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.convolution.Columns;
import dev.adjoint.window.ConvGeometry;

/**
 * The patches that a convolution's windows see, written out as the columns of a matrix (im2col), and its adjoint, which
 * adds columns up to an image (col2im). A convolution is the weight as a matrix {@code [Cout, C prod(kernel)]} times
 * these columns.
 *
 * <p>Shapes: x {@code [N, C, spatial...]} with one to three spatial axes, columns {@code [N, C prod(kernel), L]} with L
 * the number of windows; row {@code c prod(kernel) + k} holds what the kernel's cell k reads from channel c, kernel
 * cells and windows in row-major order. The columns take prod(kernel) times the memory of the image where windows are
 * close; {@link Conv} computes the same product without them. Definitions: PyTorch's {@code unfold} and {@code fold}.
 */
public final class Unfold {
    private Unfold() {}

    /** {@code y[n,(c,k),o] = x[n,c,o stride - before + k dilation]}, 0 outside. Gradient: {@link Sum}. */
    record Read(ConvGeometry geometry) implements LinearMap {
        @Override
        public String name() {
            return "unfold";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(Columns.unfold(
                    geometry, in[0], columns(geometry, in[0].shape().dim(0))));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> new Sum(geometry).apply(g));
        }
    }

    /**
     * {@code x[n,c,q] = sum over k, o with q = o stride - before + k dilation of y[n,(c,k),o]}. Gradient: {@link Read}.
     */
    record Sum(ConvGeometry geometry) implements LinearMap {
        @Override
        public String name() {
            return "fold";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(Columns.fold(geometry, in[0]));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> new Read(geometry).apply(g));
        }
    }

    /**
     * Writes out the patches.
     *
     * @param x the image {@code [N, C, spatial...]}
     * @param options kernel, stride, padding, dilation, padding mode; no groups
     * @return the columns {@code [N, C prod(kernel), L]}
     * @throws ShapeException if a window does not fit, or the columns exceed what an array holds
     */
    public static Tensor unfold(Tensor x, ConvOptions options) {
        ConvGeometry geometry = geometry(x.shape(), options);
        if (options.mode() != PaddingMode.ZEROS) {
            return unfold(
                    Conv.padded(x, geometry, options.mode()),
                    options.mode(PaddingMode.ZEROS).padding(0));
        }
        return new Read(geometry).apply(x);
    }

    /**
     * Adds the columns up to an image: each element goes to the cell that {@link #unfold} reads for its place, where
     * windows overlap they sum, what falls on padding is dropped.
     *
     * @param columns the columns {@code [N, C prod(kernel), L]}
     * @param outputSize the spatial sizes of the image
     * @param options kernel, stride, padding, dilation; no groups, zeros as padding
     * @return the image {@code [N, C, outputSize...]}
     * @throws ShapeException if the columns are not as many as the image has windows, or their length is no multiple of
     *     the kernel's cells
     */
    public static Tensor fold(Tensor columns, int[] outputSize, ConvOptions options) {
        if (options.mode() != PaddingMode.ZEROS) {
            throw new ArgumentException("fold: expected padding mode ZEROS, got " + options.mode());
        }
        int cells = kernel(1, outputSize.length, options).size();
        if (columns.rank() != 3 || columns.dim(1) % cells != 0) {
            throw new ShapeException("fold: expected columns [N, C * " + cells + ", L] for kernel " + options.kernel()
                    + ", got " + columns.shape());
        }
        int[] dims = new int[outputSize.length + 2];
        dims[0] = columns.dim(0);
        dims[1] = columns.dim(1) / cells;
        System.arraycopy(outputSize, 0, dims, 2, outputSize.length);
        Shape image = Shape.of(dims);
        ConvGeometry geometry = geometry(image, options);
        if (columns.dim(2) != geometry.outputCells()) {
            throw new ShapeException("fold: expected " + geometry.outputCells() + " columns, one for each window over "
                    + image + ", got " + columns.shape());
        }
        return new Sum(geometry).apply(columns);
    }

    private static ConvGeometry geometry(Shape image, ConvOptions options) {
        int axes = image.rank() - 2;
        if (axes < 1 || axes > 3) {
            throw new ShapeException(
                    "unfold: expected an image [N, C, spatial...] with 1 to 3 spatial axes, got " + image);
        }
        ConvGeometry geometry = ConvGeometry.of(image, kernel(image.dim(1), axes, options), options);
        columns(geometry, image.dim(0));
        return geometry;
    }

    /** The shape of a single filter. */
    private static Shape kernel(int channels, int axes, ConvOptions options) {
        if (options.groups() != 1 || options.kernel().isEmpty()) {
            throw new ArgumentException("unfold: expected a kernel size and no groups, got kernel " + options.kernel()
                    + " and " + options.groups() + " groups");
        }
        int[] dims = new int[axes + 2];
        dims[0] = 1;
        dims[1] = channels;
        for (int i = 0; i < axes; i++) {
            dims[i + 2] = options.kernelAt(i, axes);
        }
        return Shape.of(dims);
    }

    private static Shape columns(ConvGeometry geometry, int batch) {
        return Shape.of(
                batch, geometry.weightShape().size(), geometry.outputShape(1).size());
    }
}
