package dev.adjoint;

import dev.adjoint.op.Expand;
import dev.adjoint.op.Pad;
import dev.adjoint.op.Permute;
import dev.adjoint.op.PixelShuffle;
import dev.adjoint.op.Reshape;
import dev.adjoint.op.Slice;
import dev.adjoint.op.SumTo;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of a {@link Tensor} that change its shape or the order of its elements, but no element. Axes count from
 * the end if negative.
 */
public sealed interface TensorShapes permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The same elements in row-major order under another shape.
     *
     * @param dims the new sizes; one of them may be -1 and follows from the others
     * @return a tensor of that shape
     * @throws ShapeException if the sizes do not multiply to the number of elements
     */
    default Tensor reshape(int... dims) {
        return Reshape.reshape(self(), dims);
    }

    /**
     * The same elements in row-major order under another shape.
     *
     * @param shape a shape of the same size
     * @return a tensor of that shape
     * @throws ShapeException if the sizes differ
     */
    default Tensor reshape(Shape shape) {
        return new Reshape(shape).apply(self());
    }

    /**
     * Reorders the axes.
     *
     * @param axes every axis once
     * @return a tensor whose axis {@code i} is this one's axis {@code axes[i]}
     * @throws ArgumentException if an axis is missing or comes twice
     */
    default Tensor permute(int... axes) {
        return Permute.permute(self(), axes);
    }

    /**
     * Exchanges two axes.
     *
     * @param first one axis
     * @param second the other
     * @return the transposed tensor
     * @throws ArgumentException if there is no such axis
     */
    default Tensor transpose(int first, int second) {
        return Permute.transpose(self(), first, second);
    }

    /**
     * Joins all axes from one on into a single axis.
     *
     * @param start the first axis to join
     * @return a tensor of rank {@code start + 1}
     * @throws ArgumentException if there is no such axis
     */
    default Tensor flatten(int start) {
        return flatten(start, -1);
    }

    /**
     * Joins a range of axes into a single axis.
     *
     * @param start the first axis to join
     * @param end the last axis to join
     * @return the flattened tensor; a scalar becomes a tensor of one element
     * @throws ArgumentException if an axis does not exist, or the last comes before the first
     */
    default Tensor flatten(int start, int end) {
        return Reshape.flatten(self(), start, end);
    }

    /**
     * Removes an axis of size 1; an axis of another size stays.
     *
     * @param axis the axis
     * @return a tensor of one axis less
     * @throws ArgumentException if there is no such axis
     */
    default Tensor squeeze(int axis) {
        return Reshape.squeeze(self(), axis);
    }

    /**
     * Inserts an axis of size 1.
     *
     * @param axis where the new axis stands in the result; -1 is the end
     * @return a tensor of one axis more
     * @throws ArgumentException if the axis lies outside the result
     */
    default Tensor unsqueeze(int axis) {
        return Reshape.unsqueeze(self(), axis);
    }

    /**
     * A plain signal {@code [L]}, matrix {@code [H, W]} or volume {@code [D, H, W]} as a batch of one sample of one
     * channel, which is what convolutions and poolings take.
     *
     * @return a tensor {@code [1, 1, sizes...]}
     * @throws ShapeException if there are not one to three axes
     */
    default Tensor unbatched() {
        Tensor x = self();
        if (x.rank() < 1 || x.rank() > 3) {
            throw new ShapeException(
                    "unbatched: expected a signal [L], a matrix [H, W] or a volume [D, H, W], got " + x.shape());
        }
        return x.unsqueeze(0).unsqueeze(0);
    }

    /**
     * Repeats along axes of size 1, and along new axes in front.
     *
     * @param shape a shape this one broadcasts to
     * @return a tensor of that shape
     * @throws ShapeException if it does not broadcast to it
     */
    default Tensor expand(Shape shape) {
        return new Expand(shape).apply(self());
    }

    /**
     * Sums over the axes that broadcasting repeated: the adjoint of {@link #expand}.
     *
     * @param shape a shape that broadcasts to this one
     * @return a tensor of that shape
     * @throws ShapeException if it does not broadcast to this one
     */
    default Tensor sumTo(Shape shape) {
        return new SumTo(shape).apply(self());
    }

    /**
     * Reverses the order of entries along some axes.
     *
     * @param axes the axes, none for no change
     * @return a tensor of the same shape
     * @throws ArgumentException if an axis does not exist or comes twice
     */
    default Tensor flip(int... axes) {
        return Slice.flip(self(), axes);
    }

    /**
     * Moves entries along an axis; what leaves it at one end comes in at the other: {@code 1234 -> 4123} for a shift of
     * 1.
     *
     * @param axis the axis
     * @param shift by how many entries, backwards if negative
     * @return a tensor of the same shape
     * @throws ArgumentException if there is no such axis
     */
    default Tensor roll(int axis, int shift) {
        Tensor x = self();
        int at = AdjointException.during("roll", () -> x.shape().axis(axis));
        int n = x.dim(at);
        int cut = n == 0 ? 0 : Math.floorMod(-(long) shift, n);
        return Tensor.concat(at, x.slice(at, cut, n), x.slice(at, 0, cut));
    }

    /**
     * Cuts an axis into parts of given sizes.
     *
     * @param axis the axis
     * @param sizes the number of entries of each part; together those of the axis
     * @return the parts in their order
     * @throws ArgumentException if a size is negative, or they are not those of the axis together
     */
    default List<Tensor> split(int axis, int... sizes) {
        Tensor x = self();
        int at = AdjointException.during("split", () -> x.shape().axis(axis));
        long total = 0;
        for (int size : sizes) {
            total += Math.max(size, -1L - Integer.MAX_VALUE);
            if (size < 0) {
                throw new ArgumentException("split: expected sizes of at least 0, got " + size);
            }
        }
        if (total != x.dim(at)) {
            throw new ArgumentException("split: expected sizes that make up the " + x.dim(at) + " entries of axis " + at
                    + " of " + x.shape() + ", got " + total + " together");
        }
        List<Tensor> parts = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            parts.add(x.slice(at, from, from + size));
            from += size;
        }
        return parts;
    }

    /**
     * Cuts an axis into parts of equal size, the last of which may be smaller: {@code ceil(n / parts)} entries each. As
     * in PyTorch there are fewer parts where fewer suffice.
     *
     * @param axis the axis
     * @param parts the number of parts, at least 1
     * @return the parts in their order
     * @throws ArgumentException if there is no such axis, or not at least one part
     */
    default List<Tensor> chunk(int axis, int parts) {
        Tensor x = self();
        int at = AdjointException.during("chunk", () -> x.shape().axis(axis));
        if (parts < 1) {
            throw new ArgumentException("chunk: expected at least 1 part, got " + parts);
        }
        int n = x.dim(at);
        int size = Math.max(1, (int) ((n + parts - 1L) / parts));
        int[] sizes = new int[Math.max(1, (n + size - 1) / size)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.min(size, n - i * size);
        }
        return split(at, sizes);
    }

    /**
     * Pads with a number; negative amounts crop.
     *
     * @param value the number that stands in the padding
     * @param before cells in front of each axis
     * @param after cells behind each axis
     * @return the padded tensor
     * @throws ShapeException if there is not an amount for each axis, or cropping leaves less than nothing
     */
    default Tensor pad(double value, int[] before, int[] after) {
        return Pad.constant(self(), value, before, after);
    }

    /**
     * Pads by a mode: {@code 1234 -> 32 1234 32} (reflect), {@code 11 1234 44} (replicate), {@code 34 1234 12}
     * (circular). Negative amounts crop.
     *
     * @param mode what stands in the padding
     * @param before cells in front of each axis
     * @param after cells behind each axis
     * @return the padded tensor
     * @throws ShapeException if the mode cannot fill so much, there is not an amount for each axis, or cropping leaves
     *     nothing
     */
    default Tensor pad(PaddingMode mode, int[] before, int[] after) {
        return Pad.pad(self(), mode, before, after);
    }

    /**
     * Spreads each r x r channels over an r times finer grid: {@code [..., C r^2, H, W] -> [..., C, H r, W r]}.
     *
     * @param factor r
     * @return the finer image
     * @throws ShapeException if the number of channels is not a multiple of {@code r^2}
     */
    default Tensor pixelShuffle(int factor) {
        return PixelShuffle.shuffle(self(), factor);
    }

    /**
     * Stacks the cells of each r x r block as channels: {@code [..., C, H r, W r] -> [..., C r^2, H, W]}.
     *
     * @param factor r
     * @return the coarser image
     * @throws ShapeException if height or width is not a multiple of r
     */
    default Tensor pixelUnshuffle(int factor) {
        return PixelShuffle.unshuffle(self(), factor);
    }
}
