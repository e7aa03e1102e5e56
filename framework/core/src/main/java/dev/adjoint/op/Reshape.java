package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;

/**
 * The same elements in the same row-major order under another shape. Gradient: g under the input's shape. Source:
 * PyTorch's {@code torch.reshape}.
 *
 * @param shape the new shape, of the same size
 */
public record Reshape(Shape shape) implements LinearMap {
    /**
     * Reshapes; one of the sizes may be left open.
     *
     * @param x the input
     * @param dims the new sizes; one may be -1 and follows from the others
     * @return a tensor of that shape
     * @throws ShapeException if the sizes do not multiply to the number of elements
     */
    public static Tensor reshape(Tensor x, int... dims) {
        int[] resolved = dims.clone();
        int open = -1;
        long known = 1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == -1 && open < 0) {
                open = i;
            } else {
                known *= dims[i];
            }
        }
        if (open >= 0 && known > 0 && x.shape().size() % known == 0) {
            resolved[open] = (int) (x.shape().size() / known);
        } else if (open >= 0 || known != x.shape().size()) {
            throw new ShapeException("reshape: " + x.shape() + " with "
                    + x.shape().size() + " elements cannot become " + java.util.Arrays.toString(dims));
        }
        return new Reshape(Shape.of(resolved)).apply(x);
    }

    /** The same tensor as an entry of its own: the result of an operation that has nothing to change. */
    static Tensor unchanged(Tensor x) {
        return new Reshape(x.shape()).apply(x);
    }

    /**
     * Joins a range of axes into one.
     *
     * @param x the input
     * @param start the first axis to join
     * @param end the last axis to join
     * @return the flattened tensor; a scalar becomes a tensor of one element
     */
    public static Tensor flatten(Tensor x, int start, int end) {
        if (x.rank() == 0) {
            return x.reshape(1);
        }
        int from = AdjointException.during("flatten", () -> x.shape().axis(start));
        int to = AdjointException.during("flatten", () -> x.shape().axis(end));
        if (from > to) {
            throw new ArgumentException("flatten: expected start <= end, got axes " + from + " and " + to);
        }
        int[] dims = x.shape().dims();
        int[] joined = new int[dims.length - (to - from)];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = i < from ? dims[i] : i == from ? x.shape().size(from, to + 1) : dims[i + to - from];
        }
        return new Reshape(Shape.of(joined)).apply(x);
    }

    /**
     * Removes an axis of size 1.
     *
     * @param x the input
     * @param axis the axis
     * @return the squeezed tensor; of the same shape if the axis has another size, or if it is a scalar, as in PyTorch
     */
    public static Tensor squeeze(Tensor x, int axis) {
        int at = AdjointException.during("squeeze", () -> x.shape().atLeast1d().axis(axis));
        boolean isThere = x.rank() > 0 && x.dim(at) == 1;
        return new Reshape(isThere ? x.shape().reduced(new int[] {at}, false) : x.shape()).apply(x);
    }

    /**
     * Inserts an axis of size 1.
     *
     * @param x the input
     * @param axis where it stands in the result, from {@code -rank-1} to {@code rank}
     * @return the tensor with one axis more
     */
    public static Tensor unsqueeze(Tensor x, int axis) {
        int rank = x.rank();
        int at = axis < 0 ? axis + rank + 1 : axis;
        if (at < 0 || at > rank) {
            throw new ArgumentException(
                    "unsqueeze: expected an axis from " + (-rank - 1) + " to " + rank + ", got " + axis);
        }
        int[] dims = new int[rank + 1];
        for (int i = 0; i <= rank; i++) {
            dims[i] = i < at ? x.dim(i) : i == at ? 1 : x.dim(i - 1);
        }
        return new Reshape(Shape.of(dims)).apply(x);
    }

    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(in[0].reshape(shape));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.reshape(entry.inputShape(0)));
    }
}
