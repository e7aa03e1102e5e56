package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * Deformable convolution in two dimensions: each cell k of each window o reads the image not at its place in the grid
 * but where a learned offset moves it, and a learned mask may weaken what it reads:
 *
 * <pre>
 * y[n,f,o] = sum over c, k of w[f,c,k] m[n,k,o] x[n,c, o stride - before + k dilation + offset[n,k,o]]
 * </pre>
 *
 * Between cells x is interpolated bilinearly, outside the image it is 0. With offsets 0 and mask 1 this is
 * {@link Conv}.
 *
 * <p>Shapes: x {@code [N, Cin, H, W]}, w {@code [Cout, Cin/groups, kh, kw]}, offset {@code [N, 2 G kh kw, oh, ow]},
 * mask {@code [N, G kh kw, oh, ow]}, y {@code [N, Cout, oh, ow]}. G groups of input channels, which need not be those
 * of the convolution, have offsets of their own; each offset is a pair (y, x) of channels. It is made of differentiable
 * operations: the four neighbours of each place are read by {@link IndexSelect} and weighted with the place's distances
 * to them, so there are gradients to image, weight, offset and mask, of any order; the choice of neighbours, which
 * jumps where a place crosses the grid, counts as constant. It holds several times kh kw copies of the image in memory.
 *
 * <p>Source: J. Dai et al., Deformable convolutional networks, 2017; X. Zhu et al., Deformable ConvNets v2, 2019, for
 * the mask; the definition is that of torchvision's {@code deform_conv2d}.
 */
public final class DeformConv {
    private DeformConv() {}

    /**
     * Deformable convolution without a mask.
     *
     * @param x the image {@code [N, Cin, H, W]}
     * @param weight the filters {@code [Cout, Cin/groups, kh, kw]}
     * @param offset how far each read is moved {@code [N, 2 G kh kw, oh, ow]}, in cells
     * @param options stride, padding, dilation, groups; zeros as padding
     * @return the output {@code [N, Cout, oh, ow]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor conv(Tensor x, Tensor weight, Tensor offset, ConvOptions options) {
        ConvGeometry geometry = geometry(x, weight, offset, options);
        return convolve(geometry, samples(geometry, x, offset, null), weight);
    }

    /**
     * Deformable convolution with a modulation mask.
     *
     * @param x the image {@code [N, Cin, H, W]}
     * @param weight the filters {@code [Cout, Cin/groups, kh, kw]}
     * @param offset how far each read is moved {@code [N, 2 G kh kw, oh, ow]}, in cells
     * @param mask what each read is multiplied by {@code [N, G kh kw, oh, ow]}
     * @param options stride, padding, dilation, groups; zeros as padding
     * @return the output {@code [N, Cout, oh, ow]}
     * @throws ShapeException if channels, ranks or sizes do not fit
     */
    public static Tensor conv(Tensor x, Tensor weight, Tensor offset, Tensor mask, ConvOptions options) {
        ConvGeometry geometry = geometry(x, weight, offset, options);
        Shape expected = offset.shape().with(1, offset.dim(1) / 2);
        if (!mask.shape().equals(expected)) {
            throw new ShapeException("deformable convolution: expected a mask of shape " + expected + " for offsets "
                    + offset.shape() + ", got " + mask.shape());
        }
        return convolve(geometry, samples(geometry, x, offset, mask), weight);
    }

    private static ConvGeometry geometry(Tensor x, Tensor weight, Tensor offset, ConvOptions options) {
        if (options.mode() != PaddingMode.ZEROS) {
            throw new ArgumentException("deformable convolution: expected padding mode ZEROS, got " + options.mode());
        }
        if (x.rank() != 4) {
            throw new ShapeException("deformable convolution: expected an input [N, C, H, W], got " + x.shape());
        }
        ConvGeometry geometry = AdjointException.during("deformable convolution", () -> {
            Conv.requireKernel(weight, options);
            return ConvGeometry.of(x.shape(), weight.shape(), options);
        });
        Shape output = geometry.outputShape(x.dim(0));
        int pairs = 2 * geometry.kernelCells();
        boolean fits = offset.rank() == 4
                && offset.dim(1) > 0
                && offset.dim(1) % pairs == 0
                && x.dim(1) % (offset.dim(1) / pairs) == 0
                && offset.shape().with(1, output.dim(1)).equals(output);
        if (!fits) {
            throw new ShapeException("deformable convolution: expected offsets " + output.with(1, pairs) + ", or with "
                    + pairs + " channels for each of several groups that divide the " + x.dim(1)
                    + " input channels, got " + offset.shape());
        }
        return geometry;
    }

    /** What each cell of each window reads: {@code [N, Cin, kh kw, oh ow]}. */
    private static Tensor samples(ConvGeometry g, Tensor x, Tensor offset, Tensor mask) {
        int batch = x.dim(0);
        int cells = g.kernelCells();
        int groups = offset.dim(1) / (2 * cells);
        int channels = x.dim(1) / groups;
        // Sides along one axis of the image: [N, G, kh kw, oh ow].
        Tensor moves = offset.reshape(batch, groups, cells, 2, g.outputCells());
        Sides vertical = Sides.of(moves.slice(3, 0, 1).squeeze(3).add(grid(g, offset, true)), g.height());
        Sides horizontal = Sides.of(moves.slice(3, 1, 2).squeeze(3).add(grid(g, offset, false)), g.width());

        // One row for each cell of each image and group, with a ring of zeros for reads outside.
        int[] ring = {0, 0, 1, 1};
        int ringCells = (g.height().input() + 2) * (g.width().input() + 2);
        Tensor rows = Pad.pad(x, PaddingMode.ZEROS, ring, ring)
                .reshape(batch * groups, channels, ringCells)
                .permute(0, 2, 1)
                .reshape(batch * groups * ringCells, channels);

        Tensor sum = null;
        for (int corner = 0; corner < 4; corner++) {
            int below = corner / 2;
            int right = corner % 2;
            Tensor share = vertical.share(below).mul(horizontal.share(right));
            if (mask != null) {
                share = share.mul(mask.reshape(share.shape()));
            }
            IntArray places = places(vertical.cells(below), horizontal.cells(right), g, batch * groups);
            Tensor part = rows.indexSelect(0, places).mul(share.reshape(-1, 1));
            sum = sum == null ? part : sum.add(part);
        }
        return sum.reshape(batch * groups, cells * g.outputCells(), channels)
                .permute(0, 2, 1)
                .reshape(batch, x.dim(1), cells, g.outputCells());
    }

    /** The places along one axis before any offset: {@code [kh kw, oh ow]}. */
    private static Tensor grid(ConvGeometry g, Tensor offset, boolean vertical) {
        int windows = g.outputCells();
        double[] places = new double[g.kernelCells() * windows];
        Axis h = g.height();
        Axis w = g.width();
        for (int i = 0; i < places.length; i++) {
            int k = i / windows;
            int o = i % windows;
            places[i] = vertical ? h.source(o / w.output(), k / w.kernel()) : w.source(o % w.output(), k % w.kernel());
        }
        return new Tensor(
                NDArray.wrap(Shape.of(g.kernelCells(), windows), places).to(offset.dtype()));
    }

    /** The rows at which one of the four neighbours of each read stands. */
    private static IntArray places(int[] y, int[] x, ConvGeometry g, int planes) {
        int width = g.width().input() + 2;
        int ringCells = (g.height().input() + 2) * width;
        int[] places = new int[y.length];
        int reads = y.length / Math.max(1, planes);
        for (int i = 0; i < places.length; i++) {
            places[i] = i / reads * ringCells + y[i] * width + x[i];
        }
        return IntArray.wrap(Shape.of(places.length), places);
    }

    /** Each window read all its samples in one go: the kernel covers the third axis. */
    private static Tensor convolve(ConvGeometry g, Tensor samples, Tensor weight) {
        Tensor flat = weight.reshape(weight.dim(0), weight.dim(1), g.kernelCells(), 1);
        return Conv.conv(samples, flat, ConvOptions.DEFAULTS.groups(g.groups())).reshape(g.outputShape(samples.dim(0)));
    }

    /**
     * The two neighbours of each place along an axis.
     *
     * @param low the cell at or before each place, counted from the ring, as is {@code high}
     * @param high the cell after it
     * @param beyond how far each place lies beyond the low cell
     */
    private record Sides(int[] low, int[] high, Tensor beyond) {
        static Sides of(Tensor places, Axis axis) {
            NDArray values = places.value();
            double[] floors = new double[values.size()];
            int[] low = new int[floors.length];
            int[] high = new int[floors.length];
            for (int i = 0; i < floors.length; i++) {
                floors[i] = Math.floor(values.at(i));
                low[i] = ring(floors[i], axis);
                high[i] = ring(floors[i] + 1, axis);
            }
            Tensor constant = new Tensor(NDArray.wrap(places.shape(), floors).to(places.dtype()));
            return new Sides(low, high, places.sub(constant));
        }

        private static int ring(double cell, Axis axis) {
            return (int) Math.max(-1, Math.min(axis.input(), cell)) + 1;
        }

        int[] cells(int side) {
            return side == 0 ? low : high;
        }

        Tensor share(int side) {
            return side == 0 ? beyond.neg().add(1) : beyond;
        }
    }
}
