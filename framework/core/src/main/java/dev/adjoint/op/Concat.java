package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DTypeException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.kernel.indexing.Strided;

/**
 * Tensors one after the other along an axis. Gradient: for each input its {@link Slice} of g. Shapes: {@code [..., n_i,
 * ...]} to {@code [..., n_1 + n_2 + ..., ...]}. Source: PyTorch's {@code torch.cat}.
 *
 * @param axis the axis, from 0
 */
public record Concat(int axis) implements LinearMap {
    /**
     * Joins tensors along an axis they have.
     *
     * @param axis the axis, from the end if negative
     * @param tensors at least one; their shapes may differ along the axis alone
     * @return the joined tensor
     * @throws ArgumentException if there are no tensors or the axis does not exist
     * @throws ShapeException if the shapes differ along another axis
     * @throws DTypeException if the element types differ
     */
    public static Tensor concat(int axis, Tensor... tensors) {
        requireSome("concat", tensors);
        Shape first = tensors[0].shape();
        int at = AdjointException.during("concat", () -> first.axis(axis));
        for (int i = 1; i < tensors.length; i++) {
            Shape shape = tensors[i].shape();
            if (shape.rank() != first.rank() || !shape.with(at, first.dim(at)).equals(first)) {
                throw new ShapeException("concat: expected shapes that differ along axis " + at + " alone, got " + first
                        + " as input 0 and " + shape + " as input " + i);
            }
        }
        return new Concat(at).apply(tensors);
    }

    /**
     * Joins tensors along a new axis. Source: PyTorch's {@code torch.stack}.
     *
     * @param axis where the new axis stands in the result, from the end if negative
     * @param tensors at least one, all of one shape
     * @return a tensor of one axis more, of size {@code tensors.length}
     * @throws ArgumentException if there are no tensors or the axis does not exist
     * @throws ShapeException if the shapes differ
     * @throws DTypeException if the element types differ
     */
    public static Tensor stack(int axis, Tensor... tensors) {
        requireSome("stack", tensors);
        Tensor[] raised = new Tensor[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            if (!tensors[i].shape().equals(tensors[0].shape())) {
                throw new ShapeException("stack: expected tensors of one shape, got " + tensors[0].shape()
                        + " as input 0 and " + tensors[i].shape() + " as input " + i);
            }
            raised[i] = tensors[i].unsqueeze(axis);
        }
        return concat(axis, raised);
    }

    private static void requireSome(String name, Tensor... tensors) {
        if (tensors.length == 0) {
            throw new ArgumentException(name + ": expected at least one tensor, got none");
        }
        for (int i = 1; i < tensors.length; i++) {
            if (tensors[i].dtype() != tensors[0].dtype()) {
                throw new DTypeException(name + ": expected inputs of one element type, got " + tensors[0].dtype()
                        + " as input 0 and " + tensors[i].dtype() + " as input " + i);
            }
        }
    }

    @Override
    public Forward forward(NDArray... in) {
        long n = 0;
        for (NDArray x : in) {
            n += x.shape().dim(axis);
        }
        if (n > Integer.MAX_VALUE) {
            throw new ShapeException("expected at most " + Integer.MAX_VALUE + " cells along axis " + axis + ", got "
                    + n + " in " + in.length + " inputs, the first of shape " + in[0].shape());
        }
        Shape shape = in[0].shape().with(axis, (int) n);
        NDArray y = Workspace.result(in[0].dtype(), shape);
        int[] strides = shape.strides();
        int offset = 0;
        for (NDArray x : in) {
            Strided.write(x, y, offset, strides);
            offset += x.shape().dim(axis) * strides[axis];
        }
        return Forward.of(y);
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Gradient[] gradients = new Gradient[entry.inputCount()];
        int from = 0;
        for (int i = 0; i < gradients.length; i++) {
            int start = from;
            from += entry.inputShape(i).dim(axis);
            int stop = from;
            gradients[i] = () -> g.slice(axis, start, stop);
        }
        return gradients;
    }
}
