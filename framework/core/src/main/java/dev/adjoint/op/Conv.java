package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.kernel.convolution.Convolution;
import dev.adjoint.kernel.elementwise.Pointwise;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The convolution trio. With C the matrix of a convolution, which is linear in the input x as well as in the filters w:
 *
 * <pre>
 * y  = conv(x, w)             C x      each output cell gathers a patch times the filter
 * dx = convTranspose(dy, w)   C' dy    each output gradient scatters its multiple of the filter
 * dw = filterGradient(x, dy)           each filter cell gathers the inputs it touched times the output gradients
 * </pre>
 *
 * All three are one trilinear form T(x, w, g) = &lt;conv(x, w), g&gt; = &lt;x, convTranspose(g, w)&gt; = &lt;w,
 * filterGradient(x, g)&gt;, with one argument left open, so the gradients of each are the other two, and derivatives of
 * any order stay among them. Along one axis, window o reads input cell {@code o stride - before + k dilation} with
 * filter cell k; where that lies outside the input it reads zero.
 *
 * <p>Shapes: x {@code [N, Cin, spatial...]}, w {@code [Cout, Cin/groups, kernel...]}, y {@code [N, Cout, output...]},
 * with one to three spatial axes; the sizes are those of {@link ConvGeometry}. Source: V. Dumoulin and F. Visin, A
 * guide to convolution arithmetic for deep learning, 2016; the definitions are those of PyTorch's {@code conv1d} to
 * {@code conv3d} and {@code conv_transpose1d} to {@code 3d}.
 */
public final class Conv {
    private Conv() {}

    /**
     * {@code y[n,o,p] = b[o] + sum over c, k of w[o,c,k] x[n,c,p stride - before + k dilation]} (index
     * {@code ncq,ock->nop}). Inputs: x, w, and b or none.
     */
    record Correlation(ConvGeometry geometry) implements Windowed {
        @Override
        public String name() {
            return "conv" + geometry.rank() + "d";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(biased(Convolution.forward(geometry, in[0], in[1]), in));
        }

        @Override
        public long multiplyAdds(Entry entry) {
            return geometry.multiplyAdds(entry.inputShape(0).dim(0));
        }

        @Override
        public List<Windows> windows() {
            return List.copyOf(geometry.axes());
        }

        @Override
        public boolean needsInput(int i) {
            return i < 2;
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor dy) {
            return gradients(
                    entry,
                    dy,
                    () -> new Transposed(geometry).apply(dy, entry.input(1)),
                    () -> new FilterGradient(geometry).apply(entry.input(0), dy));
        }
    }

    /**
     * {@code x[n,c,q] = b[c] + sum over o, p, k with q = p stride - before + k dilation of w[o,c,k] y[n,o,p]} (index
     * {@code nop,ock->ncq}). Inputs: y, w, and b or none.
     */
    record Transposed(ConvGeometry geometry) implements Op {
        @Override
        public String name() {
            return "conv_transpose" + geometry.rank() + "d";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(biased(Convolution.inputGradient(geometry, in[0], in[1]), in));
        }

        @Override
        public long multiplyAdds(Entry entry) {
            return geometry.multiplyAdds(entry.inputShape(0).dim(0));
        }

        @Override
        public boolean needsInput(int i) {
            return i < 2;
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor dx) {
            return gradients(
                    entry,
                    dx,
                    () -> new Correlation(geometry).apply(dx, entry.input(1)),
                    () -> new FilterGradient(geometry).apply(dx, entry.input(0)));
        }
    }

    /**
     * {@code w[o,c,k] = sum over n, p of y[n,o,p] x[n,c,p stride - before + k dilation]} (index {@code ncq,nop->ock}).
     */
    record FilterGradient(ConvGeometry geometry) implements Op {
        @Override
        public String name() {
            return "conv" + geometry.rank() + "d_filter_gradient";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(Convolution.filterGradient(geometry, in[0], in[1]));
        }

        @Override
        public long multiplyAdds(Entry entry) {
            return geometry.multiplyAdds(entry.inputShape(0).dim(0));
        }

        @Override
        public boolean needsInput(int i) {
            return i < 2;
        }

        @Override
        public boolean needsOutput() {
            return false;
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor dw) {
            return Gradient.of(
                    () -> new Transposed(geometry).apply(entry.input(1), dw),
                    () -> new Correlation(geometry).apply(entry.input(0), dw));
        }
    }

    /** Adds the third input, if there is one, to each channel of what the first two gave. */
    private static NDArray biased(NDArray y, NDArray... in) {
        if (in.length > 2) {
            int[] dims = new int[y.shape().rank() - 1];
            Arrays.fill(dims, 1);
            dims[0] = y.shape().dim(1);
            Pointwise.addTo(y, in[2].reshape(Shape.of(dims)));
        }
        return y;
    }

    /** The gradients of the first two inputs and, if there is a third, of what was added to each channel. */
    private static Gradient[] gradients(Entry entry, Tensor g, Gradient ofFirst, Gradient ofSecond) {
        return entry.inputCount() == 2
                ? Gradient.of(ofFirst, ofSecond)
                : Gradient.of(ofFirst, ofSecond, () -> channelSums(g));
    }

    /** {@code [N, C, ...]} to {@code [C]}. */
    static Tensor channelSums(Tensor g) {
        int[] axes = IntStream.range(0, g.rank()).filter(axis -> axis != 1).toArray();
        return Reductions.sum(g, false, axes);
    }

    /**
     * The convolution that deep learning calls so: cross-correlation, the filter is not flipped.
     *
     * @param x the input {@code [N, Cin, spatial...]}
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}
     * @param options stride, padding, dilation, groups, padding mode
     * @return the output {@code [N, Cout, output...]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor conv(Tensor x, Tensor weight, ConvOptions options) {
        return conv(x, weight, null, options);
    }

    /**
     * The same, and one number added to each channel.
     *
     * @param x the input {@code [N, Cin, spatial...]}
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}
     * @param bias what is added to each channel {@code [Cout]}, or null for nothing
     * @param options stride, padding, dilation, groups, padding mode
     * @return the output {@code [N, Cout, output...]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor conv(Tensor x, Tensor weight, Tensor bias, ConvOptions options) {
        ConvGeometry geometry = AdjointException.during(name("conv", x), () -> {
            requireKernel(weight, options);
            ConvGeometry found = ConvGeometry.of(x.shape(), weight.shape(), options);
            requireBias(bias, found.outputChannels());
            return found;
        });
        if (options.mode() != PaddingMode.ZEROS) {
            Tensor padded = padded(x, geometry, options.mode());
            return conv(padded, weight, bias, options.mode(PaddingMode.ZEROS).padding(0));
        }
        Op op = new Correlation(geometry);
        return bias == null ? op.apply(x, weight) : op.apply(x, weight, bias);
    }

    /** The name of an operation over the spatial axes of an input, such as {@code conv2d}. */
    static String name(String operation, Tensor x) {
        return operation + (x.rank() > 2 ? x.rank() - 2 + "d" : "");
    }

    /** The input with its padding filled. */
    static Tensor padded(Tensor x, ConvGeometry geometry, PaddingMode mode) {
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        for (int i = 0; i < geometry.rank(); i++) {
            before[i + 2] = geometry.axis(i).before();
            after[i + 2] = geometry.axis(i).after();
        }
        return Pad.pad(x, mode, before, after);
    }

    /**
     * The convolution of mathematics and signal processing: as {@link #conv}, with the filter flipped along every
     * spatial axis.
     *
     * @param x the input {@code [N, Cin, spatial...]}
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}
     * @param options stride, padding, dilation, groups, padding mode
     * @return the output {@code [N, Cout, output...]}
     */
    public static Tensor flippedConv(Tensor x, Tensor weight, ConvOptions options) {
        int[] spatial = IntStream.range(2, weight.rank()).toArray();
        return conv(x, Slice.flip(weight, spatial), options);
    }

    /**
     * The transposed convolution, the adjoint of {@link #conv} with the same weight: what was its output is the input
     * here. Its length along an axis is {@code (in - 1) stride - before - after + dilation (kernel - 1) + outputPadding
     * + 1}, or a wanted one.
     *
     * @param y the input {@code [N, Cin, spatial...]}
     * @param weight the filters {@code [Cin, Cout/groups, kernel...]}
     * @param options stride, padding, dilation, groups, output padding or output size
     * @return the output {@code [N, Cout, output...]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor convTranspose(Tensor y, Tensor weight, TransposeOptions options) {
        return convTranspose(y, weight, null, options);
    }

    /**
     * The same, and one number added to each channel.
     *
     * @param y the input {@code [N, Cin, spatial...]}
     * @param weight the filters {@code [Cin, Cout/groups, kernel...]}
     * @param bias what is added to each channel {@code [Cout]}, or null for nothing
     * @param options stride, padding, dilation, groups, output padding or output size
     * @return the output {@code [N, Cout, output...]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor convTranspose(Tensor y, Tensor weight, Tensor bias, TransposeOptions options) {
        ConvGeometry geometry = AdjointException.during(name("conv_transpose", y), () -> {
            requireKernel(weight, options.conv());
            ConvGeometry found = ConvGeometry.transposed(y.shape(), weight.shape(), options);
            requireBias(bias, found.inputChannels());
            return found;
        });
        Op op = new Transposed(geometry);
        return bias == null ? op.apply(y, weight) : op.apply(y, weight, bias);
    }

    /**
     * The gradient of a convolution with respect to its filters, as an operation of its own.
     *
     * @param x the convolution's input {@code [N, Cin, spatial...]}
     * @param dy the gradient with respect to its output {@code [N, Cout, output...]}
     * @param weightShape the filters' shape {@code [Cout, Cin/groups, kernel...]}
     * @param options the convolution's options, with zeros as padding
     * @return the gradient with respect to the filters
     * @throws ShapeException if {@code dy} does not have the convolution's output shape
     */
    public static Tensor filterGradient(Tensor x, Tensor dy, Shape weightShape, ConvOptions options) {
        ConvGeometry geometry = ConvGeometry.of(x.shape(), weightShape, options);
        if (options.mode() != PaddingMode.ZEROS) {
            throw new ArgumentException(
                    "filter gradient: expected padding mode ZEROS, got " + options.mode() + "; pad the input first");
        }
        if (!dy.shape().equals(geometry.outputShape(x.dim(0)))) {
            throw new ShapeException("filter gradient: expected an output gradient of shape "
                    + geometry.outputShape(x.dim(0)) + ", got " + dy.shape());
        }
        return new FilterGradient(geometry).apply(x, dy);
    }

    private static void requireBias(Tensor bias, int channels) {
        if (bias != null && !bias.shape().equals(Shape.of(channels))) {
            throw new ShapeException("expected a bias of shape [" + channels + "], one number for each channel of the"
                    + " output, got " + bias.shape());
        }
    }

    static void requireKernel(Tensor weight, ConvOptions options) {
        for (int i = 0; i < weight.rank() - 2 && !options.kernel().isEmpty(); i++) {
            if (options.kernelAt(i, weight.rank() - 2) != weight.dim(i + 2)) {
                throw new ShapeException("expected a weight with the kernel " + options.kernel()
                        + " of the options, got weight " + weight.shape());
            }
        }
    }
}
