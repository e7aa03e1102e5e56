package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import dev.adjoint.SparseRows;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;

/**
 * A sparse linear map along one axis: {@code y[..., r, ...] = sum over k of M[r, k] x[..., k, ...]} (index
 * {@code rk,akb->arb}). Gradient: the map with the transposed matrix. Shapes: {@code [..., columns, ...]} to
 * {@code [..., rows, ...]}. Source: PyTorch's {@code torch.sparse.mm}, along any axis.
 *
 * @param axis the axis, from 0
 * @param matrix M
 */
public record AxisMap(int axis, SparseRows matrix) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        if (in[0].shape().dim(axis) != matrix.columns()) {
            throw new ShapeException(
                    "expected " + matrix.columns() + " entries along axis " + axis + ", got " + in[0].shape());
        }
        return Forward.of(Indexed.combine(in[0], axis, matrix));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new AxisMap(axis, matrix.transpose()).apply(g));
    }
}
