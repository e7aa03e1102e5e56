package dev.adjoint;

import dev.adjoint.op.Conv;
import dev.adjoint.op.DeformConv;
import dev.adjoint.op.Unfold;
import java.util.function.UnaryOperator;

/**
 * The methods of a {@link Tensor} that convolve it. The filter slides as it is, it is not flipped; there are one to
 * three spatial axes.
 *
 * <p>The rank of the weight tells what the tensor is:
 *
 * <pre>
 * weight [Cout, Cin/groups, kernel...]    a batch [N, C, spatial...] of the weight's rank, or
 *                                         one sample [C, spatial...] of one axis less
 * weight [kernel...]                      a batch [N, 1, spatial...] of one channel, for one filter
 * </pre>
 *
 * All other ranks are refused. A plain matrix is seen as a batch by {@link TensorShapes#unbatched}.
 */
public sealed interface TensorConvolutions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The convolution of stride 1 without padding: {@code y[n,o,p] = sum over c, k of w[o,c,k] x[n,c,p + k]}.
     *
     * @param weight the filters {@code [Cout, Cin, kernel...]}, or one plain kernel {@code [kernel...]}
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor conv(Tensor weight) {
        return conv(weight, null, ConvOptions.DEFAULTS);
    }

    /**
     * The convolution that deep learning calls so, a cross-correlation: {@code y[n,o,p] = sum over c, k of w[o,c,k]
     * x[n,c,p stride - before + k dilation]}.
     *
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}, or one plain kernel {@code [kernel...]}
     * @param options stride, padding, dilation, groups, padding mode; the kernel's size may be left out
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor conv(Tensor weight, ConvOptions options) {
        return conv(weight, null, options);
    }

    /**
     * {@link #conv(Tensor, ConvOptions)} with a number added to each channel.
     *
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}, or one plain kernel {@code [kernel...]}
     * @param bias one number for each output channel {@code [Cout]}, or null for none
     * @param options stride, padding, dilation, groups, padding mode; the kernel's size may be left out
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor conv(Tensor weight, Tensor bias, ConvOptions options) {
        return overWeight(weight, x -> Conv.conv(x, filters(weight), bias, options));
    }

    /**
     * The convolution of mathematics and signal processing: {@link #conv(Tensor, ConvOptions)} with the filter flipped
     * along every spatial axis.
     *
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}, or one plain kernel {@code [kernel...]}
     * @param options stride, padding, dilation, groups, padding mode; the kernel's size may be left out
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor flippedConv(Tensor weight, ConvOptions options) {
        return overWeight(weight, x -> Conv.flippedConv(x, filters(weight), options));
    }

    /**
     * The transposed convolution of stride 1 without padding.
     *
     * @param weight the filters {@code [Cin, Cout, kernel...]}, or one plain kernel {@code [kernel...]}
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor convTranspose(Tensor weight) {
        return convTranspose(weight, null, TransposeOptions.of(ConvOptions.DEFAULTS));
    }

    /**
     * The transposed convolution, the adjoint of {@link #conv(Tensor, ConvOptions)} with the same weight: each cell
     * scatters its multiple of the filter. Along an axis it gives {@code (in - 1) stride - before - after + dilation
     * (kernel - 1) + outputPadding + 1} cells, or a wanted number.
     *
     * @param weight the filters {@code [Cin, Cout/groups, kernel...]}, or one plain kernel {@code [kernel...]}
     * @param options stride, padding, dilation, groups, output padding or output size
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor convTranspose(Tensor weight, TransposeOptions options) {
        return convTranspose(weight, null, options);
    }

    /**
     * {@link #convTranspose(Tensor, TransposeOptions)} with a number added to each channel.
     *
     * @param weight the filters {@code [Cin, Cout/groups, kernel...]}, or one plain kernel {@code [kernel...]}
     * @param bias one number for each output channel {@code [Cout]}, or null for none
     * @param options stride, padding, dilation, groups, output padding or output size
     * @return {@code [N, Cout, output...]}, or {@code [Cout, output...]} of one sample
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor convTranspose(Tensor weight, Tensor bias, TransposeOptions options) {
        return overWeight(weight, x -> Conv.convTranspose(x, filters(weight), bias, options));
    }

    /**
     * The gradient of a convolution of this tensor with respect to its filters: {@code w[o,c,k] = sum over n, p of
     * dy[n,o,p] x[n,c,p stride - before + k dilation]}.
     *
     * @param dy the gradient with respect to the convolution's output, a batch or one sample as this tensor
     * @param weight the filters' shape {@code [Cout, Cin/groups, kernel...]}
     * @param options the convolution's options, with zeros as padding
     * @return the gradient, of the filters' shape
     * @throws ShapeException if {@code dy} does not have the shape of the convolution's output
     */
    default Tensor filterGradient(Tensor dy, Shape weight, ConvOptions options) {
        Tensor x = self();
        boolean sample = x.rank() == weight.rank() - 1 && dy.rank() == x.rank();
        return sample
                ? Conv.filterGradient(x.unsqueeze(0), dy.unsqueeze(0), weight, options)
                : Conv.filterGradient(x, dy, weight, options);
    }

    /**
     * Deformable convolution in two dimensions, without a mask: {@link #deformConv(Tensor, Tensor, Tensor,
     * ConvOptions)}.
     *
     * @param weight the filters {@code [Cout, Cin/groups, kh, kw]}
     * @param offset how far each read is moved {@code [N, 2 G kh kw, oh, ow]}, in cells
     * @param options stride, padding, dilation, groups; zeros as padding
     * @return the output {@code [N, Cout, oh, ow]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor deformConv(Tensor weight, Tensor offset, ConvOptions options) {
        return Spatial.isSample("deformable convolution", self().shape(), 2)
                ? DeformConv.conv(self().unsqueeze(0), weight, offset.unsqueeze(0), options)
                        .squeeze(0)
                : DeformConv.conv(self(), weight, offset, options);
    }

    /**
     * Deformable convolution in two dimensions: each cell k of each window o reads the image where a learned offset
     * moves it, weakened by a learned mask.
     *
     * <pre>
     * y[n,f,o] = sum over c, k of w[f,c,k] m[n,k,o] x[n,c, o stride - before + k dilation + offset[n,k,o]]
     * </pre>
     *
     * Between cells x is interpolated bilinearly, outside the image it is 0. G groups of input channels have offsets of
     * their own, each a pair (y, x) of channels. Of one image {@code [Cin, H, W]}, offset, mask and output have no
     * batch axis either. Source: X. Zhu et al., Deformable ConvNets v2, 2019.
     *
     * @param weight the filters {@code [Cout, Cin/groups, kh, kw]}
     * @param offset how far each read is moved {@code [N, 2 G kh kw, oh, ow]}, in cells
     * @param mask what each read is multiplied by {@code [N, G kh kw, oh, ow]}, or null for 1
     * @param options stride, padding, dilation, groups; zeros as padding
     * @return the output {@code [N, Cout, oh, ow]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    default Tensor deformConv(Tensor weight, Tensor offset, Tensor mask, ConvOptions options) {
        if (mask == null) {
            return deformConv(weight, offset, options);
        }
        return Spatial.isSample("deformable convolution", self().shape(), 2)
                ? DeformConv.conv(self().unsqueeze(0), weight, offset.unsqueeze(0), mask.unsqueeze(0), options)
                        .squeeze(0)
                : DeformConv.conv(self(), weight, offset, mask, options);
    }

    /**
     * The patches that a convolution's windows see, as columns (im2col). The number of spatial axes is that of the
     * numbers which the options list; where each is a single one, rank 4 is a batch of images, rank 5 a batch of
     * volumes, and rank 3 is refused: see {@link #unfold(int, ConvOptions)}.
     *
     * @param options kernel, stride, padding, dilation, padding mode; no groups
     * @return the columns {@code [N, C prod(kernel), windows]}, or without N of one sample
     * @throws ShapeException if the number of spatial axes is not clear, a window does not fit, or the columns exceed
     *     what an array holds
     */
    default Tensor unfold(ConvOptions options) {
        int listed = Spatial.listed(
                options.kernel().size(),
                options.stride().size(),
                options.padding().before().size(),
                options.dilation().size());
        return unfold(
                Spatial.axes("unfold", self().shape(), listed, "unfold(2, options), or unfold(1, options)"), options);
    }

    /**
     * The patches that a convolution's windows see, as columns (im2col): row {@code c prod(kernel) + k} holds what the
     * kernel's cell k reads from channel c.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @param options kernel, stride, padding, dilation, padding mode; no groups
     * @return the columns {@code [N, C prod(kernel), windows]}, or without N of one sample
     * @throws ShapeException if there are other axes, a window does not fit, or the columns exceed what an array holds
     */
    default Tensor unfold(int axes, ConvOptions options) {
        return Samples.apply("unfold", self(), axes, x -> Unfold.unfold(x, options));
    }

    /**
     * Columns added up to an image (col2im), the adjoint of {@link #unfold(int, ConvOptions)}: where windows overlap
     * they sum, what falls on padding is dropped.
     *
     * @param size the sizes of the image's spatial axes
     * @param options kernel, stride, padding, dilation; no groups, zeros as padding
     * @return the image {@code [N, C, size...]}, or without N of columns {@code [C prod(kernel), windows]}
     * @throws ShapeException if the columns are not as many as the image has windows, or their length is no multiple of
     *     the kernel's cells
     */
    default Tensor fold(Shape size, ConvOptions options) {
        Tensor columns = self();
        return columns.rank() == 2
                ? Unfold.fold(columns.unsqueeze(0), size.dims(), options).squeeze(0)
                : Unfold.fold(columns, size.dims(), options);
    }

    /** Applies a function of batches to what the weight's rank says that this tensor is. */
    private Tensor overWeight(Tensor weight, UnaryOperator<Tensor> function) {
        Tensor x = self();
        boolean plain = isPlain(weight);
        if (plain && x.dim(1) != 1) {
            throw new ShapeException("a plain kernel " + weight.shape() + " expects one channel, got input " + x.shape()
                    + "; filters of several channels are [Cout, Cin, kernel...]");
        }
        boolean sample = !plain && x.rank() > 1 && x.rank() == weight.rank() - 1;
        return sample ? function.apply(x.unsqueeze(0)).squeeze(0) : function.apply(x);
    }

    /** A plain kernel as the one filter of one channel that it is; other weights as they are. */
    private Tensor filters(Tensor weight) {
        return isPlain(weight) ? weight.unbatched() : weight;
    }

    private boolean isPlain(Tensor weight) {
        return weight.rank() > 0 && weight.rank() == self().rank() - 2;
    }
}
