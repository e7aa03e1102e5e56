package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;

/** Rows looked up in a table. Source: PyTorch's {@code torch.nn.functional.embedding}. */
public final class Lookup {
    private Lookup() {}

    /**
     * The row of a table for each entry of an index: {@code y[..., :] = weight[index[...], :]}. Gradient: each row of g
     * is added to the row it came from ({@link IndexAdd}), but for the padding row, which gets 0. Source: PyTorch's
     * {@code torch.nn.functional.embedding}.
     *
     * @param index which rows, of any shape
     * @param weight the table {@code [v, d]}
     * @param paddingIndex the row without gradient, or -1 for none
     * @return {@code [..., d]}, the index's shape with one axis more
     * @throws ShapeException if the table is not two-dimensional
     * @throws ArgumentException if an index or the padding row does not exist
     */
    public static Tensor embedding(IntArray index, Tensor weight, int paddingIndex) {
        if (weight.rank() != 2) {
            throw new ShapeException("embedding: expected a table of shape [rows, columns], got " + weight.shape());
        }
        int rows = weight.dim(0);
        if (paddingIndex < -1 || paddingIndex >= rows) {
            throw new ArgumentException("embedding: expected a padding index from 0 to " + (rows - 1)
                    + ", or -1 for none, got " + paddingIndex);
        }
        index.requireBelow("embedding: index into the table " + weight.shape(), rows);
        int n = index.shape().size();
        Tensor picked = new IndexSelect(0, index.reshape(Shape.of(n))).apply(weight);
        if (paddingIndex >= 0) {
            boolean[] padding = new boolean[n];
            for (int i = 0; i < n; i++) {
                padding[i] = index.at(i) == paddingIndex;
            }
            picked = Where.where(BoolArray.wrap(Shape.of(n, 1), padding), picked.detach(), picked);
        }
        int[] dims = Arrays.copyOf(index.shape().dims(), index.shape().rank() + 1);
        dims[dims.length - 1] = weight.dim(1);
        return picked.reshape(Shape.of(dims));
    }
}
